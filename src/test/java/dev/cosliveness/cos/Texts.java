package dev.cosliveness.cos;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts for properties. */
public final class Texts {
  private Texts() {}

  /** Any valid Unicode: every code point but the halves of pairs. */
  public static Arbitrary<String> unicode(int longest) {
    Arbitrary<Integer> ascii = Arbitraries.integers().between(0, 0x7f);
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(0, 0x10ffff)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    return joined(Arbitraries.oneOf(ascii, any), longest);
  }

  /** Unicode that can be seen: no blanks, no control characters, nothing unassigned. */
  public static Arbitrary<String> visible(int longest) {
    Arbitrary<Integer> ascii = Arbitraries.integers().between(0x21, 0x7e);
    Arbitrary<Integer> chinese = Arbitraries.integers().between(0x4e00, 0x9fa5);
    Arbitrary<Integer> rare = Arbitraries.integers().between(0x20000, 0x2a6d6);
    Arbitrary<Integer> other = Arbitraries.of(0xb7, 0xe9, 0x2022, 0x3007, 0x1f600, 0xff0c);
    return joined(Arbitraries.oneOf(ascii, chinese, rare, other), longest);
  }

  private static Arbitrary<String> joined(Arbitrary<Integer> characters, int longest) {
    return characters
        .list()
        .ofMinSize(1)
        .ofMaxSize(longest)
        .map(all -> all.stream().map(Character::toString).reduce("", String::concat));
  }
}
