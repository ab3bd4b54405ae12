package io.busbar.bridge.rest;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls canonical constructors of records as fast as plain code would. */
final class RecordMaker {
  private static final MethodType GENERIC = MethodType.methodType(Object.class, Object[].class);

  private RecordMaker() {}

  /** The canonical constructor, taking its arguments as one array. */
  static MethodHandle constructor(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return MethodHandles.publicLookup()
          .findConstructor(type, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.length)
          .asType(GENERIC);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Not a public record: " + type.getName(), e);
    }
  }

  /** Makes a record. Whatever its constructor throws comes out unchanged. */
  static Object make(MethodHandle constructor, @Nullable Object[] arguments) {
    try {
      return (Object) constructor.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // a method handle declares it; a record's constructor throws no other
      throw new IllegalStateException(e);
    }
  }

  /** Whether a type is a record around one text: an id. */
  static boolean isText(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType() == String.class;
  }
}
