package io.busbar.drivers.discovery.template;

import io.busbar.contracts.bus.HubFailure;
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

  private final String source;
  private final List<Token> tokens;
  private int next;
  private int depth;
  private int parts;

  ExpressionParser(String source) {
    this.source = source;
    this.tokens = new Lexer(source).tokens();
  }

  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    Token token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  boolean takeName(String name) {
    boolean found = peek().isName(name);
    next += found ? 1 : 0;
    return found;
  }

  boolean takeSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    next += found ? 1 : 0;
    return found;
  }

  void expect(Kind kind, String what) {
    if (!take().is(kind)) {
      next--;
      throw wrong("%s expected".formatted(what), "Check what stands before it.");
    }
  }

  String name() {
    if (!peek().is(Kind.NAME)) {
      throw wrong("a name expected", "Use letters, digits and underscores.");
    }
    return take().text();
  }

  HubFailure wrong(String what, String hint) {
    return Trouble.at(source, peek().at(), what, hint);
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
      throw wrong("it is nested too deep", "Use fewer brackets.");
    }
    Expression expression = read.get();
    depth--;
    return expression;
  }

  private Expression conditional() {
    Expression value = alternatives();
    if (!takeName("if")) {
      return value;
    }
    Expression condition = alternatives();
    Expression otherwise = takeName("else") ? expression() : new Literal(Absent.ABSENT);
    return Operators.choice(condition, value, otherwise);
  }

  private Expression alternatives() {
    Expression left = conjunction();
    while (more() && takeName("or")) {
      left = Operators.either(left, conjunction());
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (more() && takeName("and")) {
      left = Operators.both(left, negation());
    }
    return left;
  }

  private Expression negation() {
    return takeName("not") ? Operators.not(nested(this::negation)) : comparison();
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
    if (peek().is(Kind.SYMBOL) && COMPARISONS.contains(peek().text())) {
      return take().text();
    }
    if (takeName("in")) {
      return "in";
    }
    if (peek().isName("not") && tokens.get(next + 1).isName("in")) {
      next += 2;
      return "not in";
    }
    return null;
  }

  private Expression sum() {
    Expression left = joined();
    while (more() && (peek().isSymbol("+") || peek().isSymbol("-"))) {
      left = Operators.arithmetic(take().text(), left, joined());
    }
    return left;
  }

  private Expression joined() {
    Expression left = product();
    while (more() && takeSymbol("~")) {
      left = Operators.joined(left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = power();
    while (more()
        && peek().is(Kind.SYMBOL)
        && Set.of("*", "/", "//", "%").contains(peek().text())) {
      left = Operators.arithmetic(take().text(), left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = unary(true);
    while (more() && takeSymbol("**")) {
      left = Operators.arithmetic("**", left, unary(true));
    }
    return left;
  }

  private Expression unary(boolean filters) {
    Expression value;
    if (takeSymbol("-")) {
      value = Operators.negated(nested(() -> unary(false)));
    } else if (takeSymbol("+")) {
      value = nested(() -> unary(false));
    } else {
      value = postfix(primary());
    }
    return filters ? filtered(value) : value;
  }

  private Expression primary() {
    Token token = peek();
    return switch (token.kind()) {
      case STRING -> new Literal(take().text());
      case NUMBER -> new Literal(number(take()));
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
    String name = take().text();
    if (RESERVED.contains(name)) {
      next--;
      throw wrong("a value expected", "'%s' is no name for one.".formatted(name));
    }
    return switch (name) {
      case "true", "True" -> new Literal(true);
      case "false", "False" -> new Literal(false);
      case "none", "None", "null" -> NULL;
      default -> peek().isSymbol("(") ? function(name) : new Variable(name);
    };
  }

  private Expression function(String name) {
    Callable function = Functions.find(name);
    if (function == null) {
      next--;
      throw wrong(
          "there is no function '%s'".formatted(name),
          "A payload template knows 'value' and 'value_json', not the house.");
    }
    Arguments.Written arguments = arguments();
    return run -> function.call(run, null, arguments.evaluate(run));
  }

  private Expression bracketed() {
    if (takeSymbol("(")) {
      List<Expression> items = items(")");
      boolean tuple = items.size() != 1 || tokens.get(next - 2).isSymbol(",");
      return tuple ? Operators.list(items) : items.get(0);
    }
    if (takeSymbol("[")) {
      return Operators.list(items("]"));
    }
    if (takeSymbol("{")) {
      return object();
    }
    throw wrong("a value expected", "Give a name, a number or a text in quotes.");
  }

  private List<Expression> items(String close) {
    List<Expression> items = new ArrayList<>();
    while (!takeSymbol(close)) {
      items.add(expression());
      separated(close);
    }
    return items;
  }

  private Expression object() {
    Map<Expression, Expression> entries = new LinkedHashMap<>();
    while (!takeSymbol("}")) {
      Expression key = expression();
      expectSymbol(":");
      entries.put(key, expression());
      separated("}");
    }
    return Operators.object(entries);
  }

  private void separated(String close) {
    if (!takeSymbol(",") && !peek().isSymbol(close)) {
      throw wrong("',' or '%s' expected".formatted(close), "Close the bracket.");
    }
  }

  private void expectSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw wrong("'%s' expected".formatted(symbol), "Close the bracket.");
    }
  }

  private Expression postfix(Expression of) {
    Expression value = of;
    while (more()) {
      if (takeSymbol(".")) {
        value = attribute(value);
      } else if (takeSymbol("[")) {
        value = subscript(value);
      } else {
        return value;
      }
    }
    return value;
  }

  private Expression attribute(Expression of) {
    if (peek().is(Kind.NUMBER)) {
      return Operators.item(of, new Literal(number(take())));
    }
    String name = name();
    if (!peek().isSymbol("(")) {
      return Operators.item(of, new Literal(name));
    }
    Callable method = Methods.find(name);
    if (method == null) {
      next--;
      throw wrong("there is no method '%s'".formatted(name), "Use a filter.");
    }
    Arguments.Written arguments = arguments();
    return run -> method.call(run, of.evaluate(run), arguments.evaluate(run));
  }

  private Expression subscript(Expression of) {
    Expression from = peek().isSymbol(":") ? NULL : expression();
    if (takeSymbol("]")) {
      return Operators.item(of, from);
    }
    expectSymbol(":");
    Expression to = peek().isSymbol("]") ? NULL : expression();
    expectSymbol("]");
    return Operators.slice(of, from, to);
  }

  private Expression filtered(Expression of) {
    Expression value = of;
    while (more()) {
      if (takeSymbol("|")) {
        value = filter(value);
      } else if (takeName("is")) {
        value = test(value);
      } else {
        return value;
      }
    }
    return value;
  }

  private Expression filter(Expression of) {
    String name = name();
    Callable filter = Filters.find(name);
    if (filter == null) {
      next--;
      throw wrong("there is no filter '%s'".formatted(name), "Leave it out.");
    }
    Arguments.Written arguments = peek().isSymbol("(") ? arguments() : Arguments.Written.NONE;
    checkPattern(name, arguments.given());
    return postfix(run -> filter.call(run, of.evaluate(run), arguments.evaluate(run)));
  }

  private Expression test(Expression of) {
    boolean not = takeName("not");
    String name = name();
    Callable test = Tests.find(name);
    if (test == null) {
      next--;
      throw wrong("there is no test '%s'".formatted(name), "Leave it out.");
    }
    Arguments.Written arguments = testArguments();
    checkPattern(name, arguments.given());
    Expression asked = run -> test.call(run, of.evaluate(run), arguments.evaluate(run));
    return not ? Operators.not(asked) : asked;
  }

  private Arguments.Written testArguments() {
    if (peek().isSymbol("(")) {
      return arguments();
    }
    Kind kind = peek().kind();
    boolean follows = kind == Kind.STRING || kind == Kind.NUMBER || peek().isSymbol("[");
    boolean named = kind == Kind.NAME && !RESERVED.contains(peek().text());
    return follows || named
        ? new Arguments.Written(List.of(postfix(primary())), Map.of())
        : Arguments.Written.NONE;
  }

  private Arguments.Written arguments() {
    expectSymbol("(");
    List<Expression> given = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!takeSymbol(")")) {
      if (peek().is(Kind.NAME) && tokens.get(next + 1).isSymbol("=")) {
        String name = take().text();
        next++;
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
      throw wrong("it has too many parts", "Use a shorter template.");
    }
    return true;
  }
}
