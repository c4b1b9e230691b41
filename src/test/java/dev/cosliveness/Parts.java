package dev.cosliveness;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts the parts together as {@link Wiring} says, around some that a test brings along. */
final class Parts {
  private final Wiring wiring = new Wiring();
  private final List<Object> made = new ArrayList<>();

  Parts(Object... given) {
    made.addAll(Arrays.asList(given));
  }

  <T> T get(Class<T> type) {
    for (Object part : made) {
      if (type.isInstance(part)) {
        return type.cast(part);
      }
    }
    Method producer =
        Arrays.stream(Wiring.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == type)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nothing makes a " + type));
    Object[] needed = Arrays.stream(producer.getParameterTypes()).map(this::get).toArray();
    try {
      T part = type.cast(producer.invoke(wiring, needed));
      made.add(part);
      return part;
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
