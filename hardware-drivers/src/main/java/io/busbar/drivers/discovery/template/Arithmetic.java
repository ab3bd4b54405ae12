package io.busbar.drivers.discovery.template;

import org.jspecify.annotations.Nullable;

/** Adding, multiplying and so on; whole numbers stay whole, as far as 64 bits reach. */
final class Arithmetic {
  private Arithmetic() {}

  static Object compute(
      Evaluation run, String operator, @Nullable Object left, @Nullable Object right) {
    run.step();
    if (operator.equals("+") && left instanceof String text && right instanceof String more) {
      run.text((long) text.length() + more.length());
      return text + more;
    }
    Number a = Values.number(left);
    Number b = Values.number(right);
    return Values.isWhole(a) && Values.isWhole(b)
        ? whole(operator, a.longValue(), b.longValue())
        : real(operator, a.doubleValue(), b.doubleValue());
  }

  static Object negate(@Nullable Object value) {
    Number number = Values.number(value);
    return Values.isWhole(number) && number.longValue() != Long.MIN_VALUE
        ? (Object) (-number.longValue())
        : (Object) (-number.doubleValue());
  }

  private static Object whole(String operator, long a, long b) {
    try {
      return switch (operator) {
        case "+" -> Math.addExact(a, b);
        case "-" -> Math.subtractExact(a, b);
        case "*" -> Math.multiplyExact(a, b);
        case "//" -> Math.floorDiv(a, divisor(b));
        case "%" -> Math.floorMod(a, divisor(b));
        case "**" -> power(a, b);
        default -> real(operator, (double) a, (double) b);
      };
    } catch (ArithmeticException tooLarge) {
      return real(operator, (double) a, (double) b);
    }
  }

  private static Object power(long a, long b) {
    double result = Math.pow((double) a, (double) b);
    boolean exact = b >= 0 && Math.abs(result) < 1L << 53;
    return exact ? (Object) (long) result : (Object) result;
  }

  private static double real(String operator, double a, double b) {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / divisor(b);
      case "//" -> Math.floor(a / divisor(b));
      case "%" -> a - b * Math.floor(a / divisor(b));
      default -> Math.pow(a, b);
    };
  }

  private static long divisor(long b) {
    if (b == 0) {
      throw Trouble.value("it divides by zero");
    }
    return b;
  }

  private static double divisor(double b) {
    if (b == 0) {
      throw Trouble.value("it divides by zero");
    }
    return b;
  }
}
