package io.busbar.drivers.discovery.template;

import io.busbar.drivers.discovery.template.Expression.Literal;
import io.busbar.drivers.discovery.template.Statement.Choice;
import io.busbar.drivers.discovery.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads whole templates. */
final class TemplateParser {
  private static final int MAX_DEPTH = 16;
  private static final Literal ALWAYS = new Literal(true);

  private final Words words;
  private final ExpressionParser expressions;
  private int depth;

  TemplateParser(String source) {
    this.words = new Words(source);
    this.expressions = new ExpressionParser(words);
  }

  List<Statement> parse() {
    List<Statement> statements = body(Set.of());
    if (!words.peek().is(Kind.END)) {
      throw words.wrong("nothing ends here", "Remove it, or begin it first.");
    }
    return statements;
  }

  /** Up to a block that begins with one of the names, whose beginning is taken. */
  private List<Statement> body(Set<String> ends) {
    if (++depth > MAX_DEPTH) {
      throw words.wrong("blocks are nested too deep", "Use fewer of them.");
    }
    List<Statement> statements = new ArrayList<>();
    while (!words.peek().is(Kind.END)) {
      if (words.peek().is(Kind.BLOCK)) {
        words.expect(Kind.BLOCK, "'{%'");
        if (ends.contains(words.peek().text()) || words.peek().text().startsWith("end")) {
          depth--;
          return statements;
        }
        statements.add(block());
      } else if (words.peek().is(Kind.TEXT)) {
        statements.add(new Statement.Text(words.take().text()));
      } else {
        statements.add(output());
      }
    }
    if (!ends.isEmpty()) {
      throw words.wrong("a block never ends", "End it with %s.".formatted(ends));
    }
    depth--;
    return statements;
  }

  private Statement output() {
    words.expect(Kind.OUTPUT, "'{{'");
    Expression value = expressions.whole();
    words.expect(Kind.OUTPUT_END, "'}}' or an operator");
    return new Statement.Output(value);
  }

  private Statement block() {
    if (words.takeName("if")) {
      return choice();
    }
    if (words.takeName("for")) {
      return loop();
    }
    if (words.takeName("set")) {
      return assignment();
    }
    throw words.wrong("there is no such block", "Use 'if', 'for' or 'set'.");
  }

  private Statement choice() {
    List<Choice.Branch> branches = new ArrayList<>();
    Expression condition = expressions.whole();
    boolean open = true;
    while (open) {
      blockEnd();
      branches.add(new Choice.Branch(condition, body(Set.of("elif", "else", "endif"))));
      if (words.takeName("elif")) {
        condition = expressions.whole();
      } else if (words.takeName("else")) {
        condition = ALWAYS;
      } else {
        expectName("endif");
        open = false;
      }
    }
    blockEnd();
    return new Choice(branches);
  }

  private Statement loop() {
    List<String> names = new ArrayList<>();
    do {
      names.add(words.name());
    } while (words.takeSymbol(","));
    expectName("in");
    Expression over = expressions.whole();
    blockEnd();
    List<Statement> body = body(Set.of("else", "endfor"));
    List<Statement> none = List.of();
    if (words.takeName("else")) {
      blockEnd();
      none = body(Set.of("endfor"));
    }
    expectName("endfor");
    blockEnd();
    return new Statement.Loop(names, over, body, none);
  }

  private Statement assignment() {
    String name = words.name();
    String attribute = words.takeSymbol(".") ? words.name() : null;
    if (!words.takeSymbol("=")) {
      throw words.wrong("'=' expected", "Write {% set name = value %}.");
    }
    Expression value = expressions.whole();
    blockEnd();
    return new Statement.Assign(name, attribute, value);
  }

  private void blockEnd() {
    words.expect(Kind.BLOCK_END, "'%}'");
  }

  private void expectName(String name) {
    if (!words.takeName(name)) {
      throw words.wrong("'%s' expected".formatted(name), "End the block with it.");
    }
  }
}
