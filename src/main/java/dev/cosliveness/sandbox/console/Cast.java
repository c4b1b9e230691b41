package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import java.util.ArrayList;
import java.util.List;

/** The made-up people one can be, under names for the page's requests. */
final class Cast {
  /**
   * @param kind match, recovers, wrong-name, unknown or code
   */
  record Member(String id, String kind, Person person) {}

  private static final List<Member> MEMBERS = members(People.all());

  private Cast() {}

  static List<Member> members() {
    return MEMBERS;
  }

  /**
   * @throws IllegalArgumentException when there is no such person
   */
  static Person person(String id) {
    return MEMBERS.stream()
        .filter(member -> member.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no such person"))
        .person();
  }

  private static List<Member> members(List<Person> people) {
    List<Member> members = new ArrayList<>();
    people.stream()
        .filter(person -> person.sim() != null && person.failures() == 0)
        .forEach(person -> members.add(new Member("match-" + person.sim(), "match", person)));
    members.add(new Member("recovers", "recovers", People.recovering()));
    members.add(new Member("wrong-name", "wrong-name", People.wrongName()));
    members.add(new Member("unknown", "unknown", People.unknown()));
    People.codes()
        .forEach(code -> members.add(new Member("code-" + code, "code", People.forCode(code))));
    return List.copyOf(members);
  }
}
