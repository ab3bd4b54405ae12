package io.busbar.verticles.programs;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelExprVisitor;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an expression reads. Devices must be named outright, so that the hub knows which programs
 * need which device.
 */
final class CelNames extends CelExprVisitor {
  static final String DEVICES = "devices";
  static final String VARS = "vars";
  static final String TRIGGER = "trigger";
  static final String NOW = "now";
  private static final int MAX_CALLS_IN_LOOPS = 16;
  private static final String INDEX = "_[_]";
  private static final String MATCHES = "matches";
  private static final Pattern COUNTED = Pattern.compile("\\{\\d");

  private final Set<DeviceId> devices = new LinkedHashSet<>();
  private int loops;
  private int callsInLoops;

  private CelNames() {}

  /**
   * @throws HubFailure INVALID a device is not named outright, now has no such field, or a loop
   *     does too much
   */
  static CelNames in(CelAbstractSyntaxTree tree) {
    CelNames names = new CelNames();
    names.visit(tree.getExpr());
    return names;
  }

  Set<DeviceId> devices() {
    return Set.copyOf(devices);
  }

  @Override
  public void visit(CelExpr expr) {
    if (isIndexOf(DEVICES, expr)) {
      devices.add(new DeviceId(constant(expr.call().args().get(1))));
      return;
    }
    if (isFieldOf(DEVICES, expr)) {
      devices.add(new DeviceId(expr.select().field()));
      return;
    }
    if (isFieldOf(NOW, expr) && !CelScope.NOW_FIELDS.contains(expr.select().field())) {
      throw CelExpressions.fault("now has " + String.join(", ", CelScope.NOW_FIELDS));
    }
    if (isCall(MATCHES, expr)) {
      requireCheap(expr.call().args());
    }
    if (loops > 0 && isCall(expr) && ++callsInLoops > MAX_CALLS_IN_LOOPS) {
      throw CelExpressions.fault("too much is done inside of all and exists");
    }
    if (isIdent(DEVICES, expr)) {
      throw CelExpressions.fault("a device must be named outright: devices[\"dev_1\"]");
    }
    super.visit(expr);
  }

  @Override
  protected void visit(CelExpr expr, CelExpr.CelComprehension comprehension) {
    loops++;
    super.visit(expr, comprehension);
    loops--;
  }

  /** Counted repetitions multiply when they are nested, and with them the size of a pattern. */
  private void requireCheap(List<CelExpr> arguments) {
    if (loops > 0) {
      throw CelExpressions.fault("patterns cannot be matched inside of all and exists");
    }
    CelExpr pattern = arguments.get(arguments.size() - 1);
    boolean outright =
        pattern.exprKind().getKind() == ExprKind.Kind.CONSTANT
            && pattern.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    if (!outright || COUNTED.matcher(pattern.constant().stringValue()).find()) {
      throw CelExpressions.fault("a pattern must be a text without counted repetitions");
    }
  }

  private static boolean isCall(CelExpr expr) {
    return expr.exprKind().getKind() == ExprKind.Kind.CALL;
  }

  private static boolean isCall(String function, CelExpr expr) {
    return isCall(expr) && expr.call().function().equals(function);
  }

  private static boolean isIndexOf(String name, CelExpr expr) {
    return isCall(INDEX, expr) && isIdent(name, expr.call().args().get(0));
  }

  private static boolean isFieldOf(String name, CelExpr expr) {
    return expr.exprKind().getKind() == ExprKind.Kind.SELECT
        && isIdent(name, expr.select().operand());
  }

  private static boolean isIdent(String name, CelExpr expr) {
    return expr.exprKind().getKind() == ExprKind.Kind.IDENT && expr.ident().name().equals(name);
  }

  private static String constant(CelExpr expr) {
    if (expr.exprKind().getKind() == ExprKind.Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      return expr.constant().stringValue();
    }
    throw CelExpressions.fault("a device must be named outright: devices[\"dev_1\"]");
  }
}
