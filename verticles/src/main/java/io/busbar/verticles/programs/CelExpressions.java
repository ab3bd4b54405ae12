package io.busbar.verticles.programs;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.programs.model.Expression;
import java.util.Set;

/**
 * Expressions in CEL. They see {@code devices["dev_1"].brightness}, {@code vars}, {@code trigger}
 * and {@code now}.
 *
 * <p>An expression cannot grow what it reads: texts and lists cannot be joined, and of the macros
 * only those that answer true or false are there ({@code has}, {@code all}, {@code exists}, {@code
 * exists_one}). With bounds on its length, on the turns of its loops, on patterns (RE2) and on what
 * it is given to read, its cost is bounded too.
 */
public final class CelExpressions implements ExpressionCompiler {
  static final int MAX_LENGTH = 1_000;
  static final int MAX_TURNS = 50;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_PATTERN = 1_000;
  private static final Set<String> GROWING =
      Set.of("ADD_STRING", "ADD_BYTES", "ADD_LIST", "STRING_TO_BYTES", "BYTES_TO_STRING");

  private CelExpressions() {}

  /** Makes expressions; CEL itself is set up when the first one is compiled. */
  public static CelExpressions create() {
    return new CelExpressions();
  }

  /** Takes a quarter of a second and some megabytes, which only houses with expressions spend. */
  private static final class Cel {
    static final CelOptions OPTIONS =
        CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(1)
            .comprehensionMaxIterations(MAX_TURNS)
            .maxRegexProgramSize(MAX_PATTERN)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    static final CelCompiler COMPILER = compiler();
    static final CelRuntime RUNTIME = runtime();

    private static CelCompiler compiler() {
      MapType map = MapType.create(SimpleType.STRING, SimpleType.DYN);
      return CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardDeclarations(
              CelStandardDeclarations.newBuilder()
                  .filterFunctions((function, overload) -> !isGrowing(overload))
                  .build())
          .setStandardMacros(
              CelStandardMacro.HAS,
              CelStandardMacro.ALL,
              CelStandardMacro.EXISTS,
              CelStandardMacro.EXISTS_ONE)
          .addVar(CelNames.DEVICES, map)
          .addVar(CelNames.VARS, map)
          .addVar(CelNames.TRIGGER, map)
          .addVar(CelNames.NOW, map)
          .build();
    }

    private static CelRuntime runtime() {
      return CelRuntimeFactory.plannerRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardFunctions(
              CelStandardFunctions.newBuilder()
                  .filterFunctions((function, overload) -> !isGrowing(overload))
                  .build())
          .build();
    }
  }

  @Override
  public Expression compile(String text) {
    if (text.length() > MAX_LENGTH) {
      throw fault("it is longer than %d characters".formatted(MAX_LENGTH));
    }
    try {
      CelAbstractSyntaxTree tree = Cel.COMPILER.compile(text).getAst();
      CelKind result = tree.getResultType().kind();
      if (result != CelKind.BOOL && result != CelKind.DYN) {
        throw fault("it must answer true or false");
      }
      return new CelExpression(text, CelNames.in(tree).devices(), Cel.RUNTIME.createProgram(tree));
    } catch (CelValidationException e) {
      throw fault(e.getErrors().isEmpty() ? "it is malformed" : message(e));
    } catch (CelEvaluationException e) {
      throw fault("it cannot be planned");
    }
  }

  /** The compiler and the runtime each have their own names for the same overloads. */
  private static boolean isGrowing(Object overload) {
    return overload instanceof Enum<?> name && GROWING.contains(name.name());
  }

  private static String message(CelValidationException e) {
    return e.getErrors().get(0).getMessage().lines().findFirst().orElse("it is malformed");
  }

  static HubFailure fault(String why) {
    return HubFailure.invalid(why, "Write it in CEL: devices[\"dev_1\"].brightness > 40.");
  }
}
