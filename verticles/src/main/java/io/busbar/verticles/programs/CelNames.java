package io.busbar.verticles.programs;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelExprVisitor;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an expression reads. Devices must be named outright, so that the hub knows which programs
 * need which device.
 */
final class CelNames extends CelExprVisitor {
  static final String DEVICES = "devices";
  static final String VARS = "vars";
  static final String TRIGGER = "trigger";
  static final String NOW = "now";
  private static final String INDEX = "_[_]";

  private final Set<DeviceId> devices = new LinkedHashSet<>();

  private CelNames() {}

  /**
   * @throws HubFailure INVALID a device is not named outright, or now has no such field
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
    if (isIdent(DEVICES, expr)) {
      throw CelExpressions.fault("a device must be named outright: devices[\"dev_1\"]");
    }
    super.visit(expr);
  }

  private static boolean isIndexOf(String name, CelExpr expr) {
    return expr.exprKind().getKind() == ExprKind.Kind.CALL
        && expr.call().function().equals(INDEX)
        && isIdent(name, expr.call().args().get(0));
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
