package dev.cosliveness.scf;

import java.lang.reflect.Proxy;

/**
 * Hands SIGTERM over, which otherwise ends a process with 143. By reflection, because the compiler
 * warns of this one supported way in words that cannot be switched off.
 */
public final class Termination {
  private Termination() {}

  /**
   * @return whether it took; some sandboxes refuse signal handlers
   */
  public static boolean onSigterm(Runnable stop) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object term = signal.getConstructor(String.class).newInstance("TERM");
      Object handing =
          Proxy.newProxyInstance(
              Termination.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  stop.run();
                }
                return null;
              });
      signal.getMethod("handle", signal, handler).invoke(null, term, handing);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException refused) {
      return false;
    }
  }
}
