import Findings
import Testing

@Suite("The identity of a finding")
struct FindingIdentityTests {
  @Test("leaves out the revision of a task definition, and of nothing else", arguments: Subject.all)
  func revision(_ subject: Subject) {
    let identity = FindingIdentity(check: "m/c", subject: subject.arn, locator: "", key: "")
    #expect(identity.subject == subject.identified)
    #expect(FindingIdentity.withoutRevision(subject.identified) == subject.identified)
  }

  @Test("has one id for ever")
  func knownValues() {
    let state = FindingIdentity(
      check: "passrole/caller-may-pass-role",
      subject: "arn:aws:states:eu-west-1:111122223333:stateMachine:nightly",
      locator: "Outer/Inner/Run", key: "task:app")
    #expect(
      state.fingerprint == "v1 passrole/caller-may-pass-role "
        + "arn:aws:states:eu-west-1:111122223333:stateMachine:nightly Outer/Inner/Run task:app")
    #expect(state.id == "91mm86t0afg03")
    let definition = FindingIdentity(
      check: "trust/task-role-trusts-ecs-tasks",
      subject: "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:7", locator: "", key: "")
    #expect(
      definition.fingerprint == "v1 trust/task-role-trusts-ecs-tasks "
        + "arn:aws:ecs:eu-west-1:111122223333:task-definition/app - -")
    #expect(definition.id == "97d4nksrhcqg2")
  }

  @Test("is one line of five words, whatever its parts", arguments: HostileParts.all)
  func hostileParts(_ parts: HostileParts) {
    let fingerprint = parts.identity.fingerprint
    let words = fingerprint.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
    #expect(words.count == 5)
    #expect(words.allSatisfy { !$0.isEmpty })
    let isReadable = fingerprint.unicodeScalars.allSatisfy {
      $0 == " "
        || !$0.properties.isWhitespace
          && ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
            $0.properties.generalCategory)
    }
    #expect(isReadable)
    #expect(parts.identity.id.utf8.count == 13)
  }

  @Test("differs where any part does, also where blanks and signs could hide it")
  func distinct() {
    let texts = [
      "", "-", " ", "%", "%2D", "%20", "a", "a b", "a%20b", "a  b", "b", "a\n", "a\u{0}",
      "a\u{A0}b",
      "a\u{200B}b", "ab", "--", "é",
    ]
    var fingerprints: Set<String> = []
    var ids: Set<String> = []
    var count = 0
    for subject in texts {
      for locator in texts {
        for key in texts {
          let identity = FindingIdentity(
            check: "m/c", subject: subject, locator: locator, key: key)
          fingerprints.insert(identity.fingerprint)
          ids.insert(identity.id)
          count += 1
        }
      }
    }
    #expect(fingerprints.count == count)
    #expect(ids.count == count)
  }

  @Test("survives a deploy, and moves with check, place and key")
  func sameness() {
    let arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/app"
    let first = FindingIdentity(check: "m/c", subject: arn + ":7", locator: "l", key: "k")
    #expect(first == FindingIdentity(check: "m/c", subject: arn + ":8", locator: "l", key: "k"))
    #expect(first != FindingIdentity(check: "m/d", subject: arn + ":7", locator: "l", key: "k"))
    #expect(first != FindingIdentity(check: "m/c", subject: arn + ":7", locator: "", key: "k"))
    #expect(first != FindingIdentity(check: "m/c", subject: arn + ":7", locator: "l", key: ""))
  }
}

/// A subject as it is shown, and as it is identified.
struct Subject: Sendable, CustomTestStringConvertible {
  let arn: String
  let identified: String
  var testDescription: String { arn.debugDescription }

  init(_ arn: String, _ identified: String? = nil) {
    self.arn = arn
    self.identified = identified ?? arn
  }

  static let all = [
    Subject(
      "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:7",
      "arn:aws:ecs:eu-west-1:111122223333:task-definition/app"),
    Subject(
      "arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/9:123456",
      "arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/9"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:task-definition/app"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:task-definition/9"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:task-definition/app:"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:task-definition/app:*"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:task-definition/app:7a"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:task-definition/app:٧"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:task-definition/app:7:8"),
    Subject("arn:aws:states:eu-west-1:111122223333:stateMachine:nightly:7"),
    Subject("arn:aws:lambda:eu-west-1:111122223333:function:app:7"),
    Subject("arn:aws:ecs:eu-west-1:111122223333:service/c/task-definition:7"),
    Subject("arn:aws:scheduler:eu-west-1:111122223333:task-definition/app:7"),
    Subject("app:7"), Subject(""), Subject("arn:"), Subject(":::::task-definition/app:7"),
  ]
}

/// Parts that somebody with rights in an account could choose.
struct HostileParts: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let identity: FindingIdentity

  init(_ text: String) {
    testDescription = text.debugDescription
    identity = FindingIdentity(check: "m/c", subject: text, locator: text, key: text)
  }

  static let all =
    [
      "", "-", " ", "   ", "a b", "a\nb", "a\r\n", "\t", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}",
      "\u{9B}2J", "\u{A0}", "\u{AD}", "\u{200B}", "\u{202E}", "\u{2028}", "\u{2029}", "\u{3000}",
      "\u{FEFF}", "\u{E0041}", "\u{301}", "<script>", "|`|", "%", "%0A", "夜間 バッチ", "😀",
      "👩‍👩‍👧", "v1 x y z w",
    ].map(HostileParts.init)
}
