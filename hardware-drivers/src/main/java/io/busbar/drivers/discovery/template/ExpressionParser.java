package io.busbar.drivers.discovery.template;

import io.busbar.drivers.discovery.template.Expression.Literal;
import io.busbar.drivers.discovery.template.Expression.Variable;
import io.busbar.drivers.discovery.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads expressions, in Jinja's order of precedence. */
final class ExpressionParser {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_PARTS = 400;
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> RESERVED =
      Set.of("if", "else", "and", "or", "not", "in", "is", "for", "set", "endif");
  private static final Literal NULL = new Literal(null);

  private final Words words;
  private int depth;
  private int parts;

  ExpressionParser(Words words) {
    this.words = words;
  }

  /** An expression that begins here. */
  Expression whole() {
    parts = 0;
    return expression();
  }

  private Expression expression() {
    return nested(this::conditional);
  }

  private Expression nested(Supplier<Expression> read) {
    if (++depth > MAX_DEPTH) {
      throw words.wrong("it is nested too deep", "Use fewer brackets.");
    }
    Expression expression = read.get();
    depth--;
    return expression;
  }

  private Expression conditional() {
    Expression value = alternatives();
    if (!words.takeName("if")) {
      return value;
    }
    Expression condition = alternatives();
    Expression otherwise = words.takeName("else") ? expression() : new Literal(Absent.ABSENT);
    return Operators.choice(condition, value, otherwise);
  }

  private Expression alternatives() {
    Expression left = conjunction();
    while (more() && words.takeName("or")) {
      left = Operators.either(left, conjunction());
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (more() && words.takeName("and")) {
      left = Operators.both(left, negation());
    }
    return left;
  }

  private Expression negation() {
    return words.takeName("not") ? Operators.not(nested(this::negation)) : comparison();
  }

  private Expression comparison() {
    Expression left = sum();
    Expression result = left;
    boolean first = true;
    for (String operator = comparing(); operator != null; operator = comparing()) {
      Expression right = sum();
      Expression compared = Operators.compared(operator, left, right);
      result = first ? compared : Operators.both(result, compared);
      left = right;
      first = false;
    }
    return result;
  }

  private @Nullable String comparing() {
    boolean ignored = more();
    if (words.peek().is(Kind.SYMBOL) && COMPARISONS.contains(words.peek().text())) {
      return words.take().text();
    }
    if (words.takeName("in")) {
      return "in";
    }
    if (words.peek().isName("not") && words.after().isName("in")) {
      words.skip(2);
      return "not in";
    }
    return null;
  }

  private Expression sum() {
    Expression left = joined();
    while (more() && (words.peek().isSymbol("+") || words.peek().isSymbol("-"))) {
      left = Operators.arithmetic(words.take().text(), left, joined());
    }
    return left;
  }

  private Expression joined() {
    Expression left = product();
    while (more() && words.takeSymbol("~")) {
      left = Operators.joined(left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = power();
    while (more()
        && words.peek().is(Kind.SYMBOL)
        && Set.of("*", "/", "//", "%").contains(words.peek().text())) {
      left = Operators.arithmetic(words.take().text(), left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = unary(true);
    while (more() && words.takeSymbol("**")) {
      left = Operators.arithmetic("**", left, unary(true));
    }
    return left;
  }

  private Expression unary(boolean filters) {
    Expression value;
    if (words.takeSymbol("-")) {
      value = Operators.negated(nested(() -> unary(false)));
    } else if (words.takeSymbol("+")) {
      value = nested(() -> unary(false));
    } else {
      value = postfix(primary());
    }
    return filters ? filtered(value) : value;
  }

  private Expression primary() {
    Token token = words.peek();
    return switch (token.kind()) {
      case STRING -> new Literal(words.take().text());
      case NUMBER -> new Literal(number(words.take()));
      case NAME -> named();
      default -> bracketed();
    };
  }

  private static Object number(Token token) {
    String digits = token.text();
    return digits.contains(".") || digits.length() > 18
        ? (Object) Double.valueOf(digits)
        : (Object) Long.valueOf(digits);
  }

  private Expression named() {
    String name = words.take().text();
    if (RESERVED.contains(name)) {
      words.skip(-1);
      throw words.wrong("a value expected", "'%s' is no name for one.".formatted(name));
    }
    return switch (name) {
      case "true", "True" -> new Literal(true);
      case "false", "False" -> new Literal(false);
      case "none", "None", "null" -> NULL;
      default -> words.peek().isSymbol("(") ? function(name) : new Variable(name);
    };
  }

  private Expression function(String name) {
    Callable function = Functions.find(name);
    if (function == null) {
      words.skip(-1);
      throw words.wrong(
          "there is no function '%s'".formatted(name),
          "A payload template knows 'value' and 'value_json', not the house.");
    }
    Arguments.Written arguments = arguments();
    return run -> function.call(run, null, arguments.evaluate(run));
  }

  private Expression bracketed() {
    if (words.takeSymbol("(")) {
      List<Expression> items = items(")");
      boolean tuple = items.size() != 1 || words.before().isSymbol(",");
      return tuple ? Operators.list(items) : items.get(0);
    }
    if (words.takeSymbol("[")) {
      return Operators.list(items("]"));
    }
    if (words.takeSymbol("{")) {
      return object();
    }
    throw words.wrong("a value expected", "Give a name, a number or a text in quotes.");
  }

  private List<Expression> items(String close) {
    List<Expression> items = new ArrayList<>();
    while (!words.takeSymbol(close)) {
      items.add(expression());
      separated(close);
    }
    return items;
  }

  private Expression object() {
    Map<Expression, Expression> entries = new LinkedHashMap<>();
    while (!words.takeSymbol("}")) {
      Expression key = expression();
      expectSymbol(":");
      entries.put(key, expression());
      separated("}");
    }
    return Operators.object(entries);
  }

  private void separated(String close) {
    if (!words.takeSymbol(",") && !words.peek().isSymbol(close)) {
      throw words.wrong("',' or '%s' expected".formatted(close), "Close the bracket.");
    }
  }

  private void expectSymbol(String symbol) {
    if (!words.takeSymbol(symbol)) {
      throw words.wrong("'%s' expected".formatted(symbol), "Close the bracket.");
    }
  }

  private Expression postfix(Expression of) {
    Expression value = of;
    while (more()) {
      if (words.takeSymbol(".")) {
        value = attribute(value);
      } else if (words.takeSymbol("[")) {
        value = subscript(value);
      } else {
        return value;
      }
    }
    return value;
  }

  private Expression attribute(Expression of) {
    if (words.peek().is(Kind.NUMBER)) {
      return Operators.item(of, new Literal(number(words.take())));
    }
    String name = words.name();
    if (!words.peek().isSymbol("(")) {
      return Operators.item(of, new Literal(name));
    }
    Callable method = Methods.find(name);
    if (method == null) {
      words.skip(-1);
      throw words.wrong("there is no method '%s'".formatted(name), "Use a filter.");
    }
    Arguments.Written arguments = arguments();
    return run -> method.call(run, of.evaluate(run), arguments.evaluate(run));
  }

  private Expression subscript(Expression of) {
    Expression from = words.peek().isSymbol(":") ? NULL : expression();
    if (words.takeSymbol("]")) {
      return Operators.item(of, from);
    }
    expectSymbol(":");
    Expression to = words.peek().isSymbol("]") ? NULL : expression();
    expectSymbol("]");
    return Operators.slice(of, from, to);
  }

  private Expression filtered(Expression of) {
    Expression value = of;
    while (more()) {
      if (words.takeSymbol("|")) {
        value = filter(value);
      } else if (words.takeName("is")) {
        value = test(value);
      } else {
        return value;
      }
    }
    return value;
  }

  private Expression filter(Expression of) {
    String name = words.name();
    Callable filter = Filters.find(name);
    if (filter == null) {
      words.skip(-1);
      throw words.wrong("there is no filter '%s'".formatted(name), "Leave it out.");
    }
    Arguments.Written arguments = words.peek().isSymbol("(") ? arguments() : Arguments.Written.NONE;
    checkPattern(name, arguments.given());
    return postfix(run -> filter.call(run, of.evaluate(run), arguments.evaluate(run)));
  }

  private Expression test(Expression of) {
    boolean not = words.takeName("not");
    String name = words.name();
    Callable test = Tests.find(name);
    if (test == null) {
      words.skip(-1);
      throw words.wrong("there is no test '%s'".formatted(name), "Leave it out.");
    }
    Arguments.Written arguments = testArguments();
    checkPattern(name, arguments.given());
    Expression asked = run -> test.call(run, of.evaluate(run), arguments.evaluate(run));
    return not ? Operators.not(asked) : asked;
  }

  private Arguments.Written testArguments() {
    if (words.peek().isSymbol("(")) {
      return arguments();
    }
    Kind kind = words.peek().kind();
    boolean follows = kind == Kind.STRING || kind == Kind.NUMBER || words.peek().isSymbol("[");
    boolean named = kind == Kind.NAME && !RESERVED.contains(words.peek().text());
    return follows || named
        ? new Arguments.Written(List.of(postfix(primary())), Map.of())
        : Arguments.Written.NONE;
  }

  private Arguments.Written arguments() {
    expectSymbol("(");
    List<Expression> given = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!words.takeSymbol(")")) {
      if (words.peek().is(Kind.NAME) && words.after().isSymbol("=")) {
        String name = words.take().text();
        words.skip(1);
        named.put(name, expression());
      } else {
        given.add(expression());
      }
      separated(")");
    }
    return new Arguments.Written(given, named);
  }

  /** A pattern is read before it is used, so that a wrong one is a fault at discovery. */
  private void checkPattern(String name, List<Expression> given) {
    boolean wants = name.startsWith("regex_") || name.equals("match") || name.equals("search");
    if (wants && !given.isEmpty() && given.get(0) instanceof Literal pattern) {
      Patterns.check(String.valueOf(pattern.value()));
    }
  }

  private boolean more() {
    if (++parts > 8 * MAX_PARTS) {
      throw words.wrong("it has too many parts", "Use a shorter template.");
    }
    return true;
  }
}
