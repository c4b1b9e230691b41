package dev.cosliveness.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The made-up library that identities are compared with. No number can belong to anyone: the region
 * 000000 does not exist, nobody was born in 1654, and all but one fail the check digit of GB 11643.
 */
public final class People {
  private static final String NAME_FOR_CODES = "错误·";
  private static final Map<String, Person> BY_NUMBER = new LinkedHashMap<>();
  private static final Map<String, Person> BY_CODE = new LinkedHashMap<>();
  private static final Person CHECK_DIGIT;
  private static final Person RECOVERING;
  private static final Person UNKNOWN =
      Person.failing(number(999, 1), "无此人", "FailedOperation.IdNoExistSystem");

  static {
    add(Person.matching("11204416541220243X", "韦小宝", "100"));
    add(Person.matching(number(1, 1), "赵样例", "98.5"));
    add(Person.matching(number(2, 1), "钱样例", "85.25"));
    add(Person.matching(number(3, 1), "孙样例", "70.00"));
    add(Person.matching(number(4, 1), "李样例", "69.99"));
    add(Person.matching(number(5, 1), "周·样例", "12.3"));
    CHECK_DIGIT = add(Person.matching(number(6, 0), "吴校验", "99.1"));
    RECOVERING =
        add(new Person(number(7, 1), "郑重试", "FailedOperation.LivessSystemError", "97.5", 1));
    int index = 100;
    for (String code : LivenessCodes.texts().keySet()) {
      String name = NAME_FOR_CODES + code.substring(code.indexOf('.') + 1);
      BY_CODE.put(code, add(Person.failing(number(index++, 1), name, code)));
    }
  }

  private People() {}

  public static List<Person> all() {
    return Collections.unmodifiableList(new ArrayList<>(BY_NUMBER.values()));
  }

  /**
   * The person whose every check fails with this code, a good video given.
   *
   * @throws IllegalArgumentException when there is no such code
   */
  public static Person forCode(String code) {
    Person person = BY_CODE.get(code);
    if (person == null) {
      throw new IllegalArgumentException("No person for code " + code);
    }
    return person;
  }

  /** All codes that {@link #forCode} knows. */
  public static List<String> codes() {
    return List.copyOf(LivenessCodes.texts().keySet());
  }

  /** Somebody who is who they say they are, to this degree: 100, 98.5, 85.25, 70, 69.99 or 12.3. */
  public static Person matching(double sim) {
    return BY_NUMBER.values().stream()
        .filter(person -> person.code().equals(Person.SUCCESS))
        .filter(person -> Double.parseDouble(person.sim()) == sim)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Nobody matches to " + sim));
  }

  /** Matches, and the number's check digit is right. */
  public static Person withCheckDigit() {
    return CHECK_DIGIT;
  }

  /** The first check ends with an engine fault, the ones after it pass. */
  public static Person recovering() {
    return RECOVERING;
  }

  /** A good number with another person's name. */
  public static Person wrongName() {
    return Person.failing(
        matching(98.5).idCard(), matching(100).name(), "FailedOperation.IdNameMisMatch");
  }

  /** A number that is not in the library. */
  public static Person unknown() {
    return UNKNOWN;
  }

  static Optional<Person> find(String idCard) {
    return Optional.ofNullable(BY_NUMBER.get(idCard));
  }

  private static Person add(Person person) {
    BY_NUMBER.put(person.idCard(), person);
    return person;
  }

  /**
   * @param off how far the last digit is from the right one
   */
  private static String number(int index, int off) {
    String body = "00000019000101%03d".formatted(index);
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (body.charAt(i) - '0') * weights[i];
    }
    return body + "10X98765432".charAt((sum + off) % 11);
  }
}
