import IAM
import TestSupport
import Testing

/// Patterns against texts and against patterns, held against a slow matcher that tries everything.
@Suite("A glob")
struct GlobAlgebraTests {
  @Test(
    "matches as AWS describes wildcards",
    arguments: [
      Vector("nothing matches nothing", ("", ""), true),
      Vector("a star matches nothing", ("*", ""), true),
      Vector("a question mark needs a character", ("?", ""), false),
      Vector("a star between", ("a*c", "abbbc"), true),
      Vector("the last run counts", ("*ab", "aab"), true),
      Vector("two runs", ("a*b*c", "a-b-b-c"), true),
      Vector("the end has to fit", ("a*b", "abc"), false),
      Vector("case counts", ("A", "a"), false),
      Vector("a question mark is one character, not one byte", ("?", "é"), true),
      Vector("two question marks are two characters", ("??", "é"), false),
      Vector("a run stops at characters", ("*?b", "éb"), true),
    ])
  func matching(vector: Vector<(String, String), Bool>) {
    #expect(Glob(vector.input.0).matches(vector.input.1) == vector.expected)
  }

  @Test(
    "covers another one if it matches all that the other does",
    arguments: [
      Vector("everything", ("*", "a?*"), true),
      Vector("the same", ("a?c*", "a?c*"), true),
      Vector("a longer prefix", ("task/A/*", "task/A/b*"), true),
      Vector("a shorter prefix", ("task/A/*", "task/*"), false),
      Vector("at least one character, said differently", ("?*", "*a"), true),
      Vector("one character too many", ("??*", "*a"), false),
      Vector("runs change places with single characters", ("*?", "?*"), true),
      Vector("a single character is not any run", ("a?", "a*"), false),
      Vector("a suffix", ("*b", "a*b"), true),
      Vector("a literal", ("a", "?"), false),
    ])
  func covering(vector: Vector<(String, String), Bool>) {
    #expect(Glob(vector.input.0).covers(Glob(vector.input.1)) == vector.expected)
  }

  @Test("agrees with the slow matcher on random pairs")
  func matchingAtRandom() {
    var numbers = SeededNumbers(seed: 1)
    var disagreements: [String] = []
    for _ in 0..<100_000 {
      let pattern = randomText(of: "ab*?", upTo: 8, using: &numbers)
      let text = randomText(of: "ab", upTo: 10, using: &numbers)
      if Glob(pattern).matches(text) != slowlyMatches(Array(pattern)[...], Array(text)[...]) {
        disagreements.append("\(pattern) \(text)")
      }
    }
    #expect(disagreements.isEmpty)
  }

  @Test("covers and overlaps as all short texts say, on random pairs")
  func algebraAtRandom() {
    // Longer than any two patterns need, over their letters and one that they do not name.
    let texts = texts(of: ["a", "b", "x"], upTo: 6)
    var numbers = SeededNumbers(seed: 2)
    var disagreements: [String] = []
    for _ in 0..<3_000 {
      let left = randomText(of: "ab*?", upTo: 4, using: &numbers)
      let right = randomText(of: "ab*?", upTo: 4, using: &numbers)
      let (leftGlob, rightGlob) = (Glob(left), Glob(right))
      let ofRight = texts.filter { rightGlob.matches($0) }
      let covers = ofRight.allSatisfy { leftGlob.matches($0) }
      let overlaps = ofRight.contains { leftGlob.matches($0) }
      if leftGlob.covers(rightGlob) != covers { disagreements.append("\(left) covers \(right)") }
      if leftGlob.overlaps(rightGlob) != overlaps {
        disagreements.append("\(left) overlaps \(right)")
      }
    }
    #expect(disagreements.isEmpty)
  }

  @Test("stays quick on patterns made to be slow")
  func hardPatterns() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 20_000)))
    #expect(Glob(pattern).overlaps(Glob(String(repeating: "a*", count: 200))))
    #expect(!Glob(pattern).covers(Glob(String(repeating: "a*", count: 200))))
  }
}

/// Tries every length for every run.
private func slowlyMatches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool
{
  guard let first = pattern.first else { return text.isEmpty }
  if first == "*" {
    return (0...text.count).contains {
      slowlyMatches(pattern.dropFirst(), text.dropFirst($0))
    }
  }
  guard let character = text.first, first == "?" || first == character else { return false }
  return slowlyMatches(pattern.dropFirst(), text.dropFirst())
}

private func randomText(
  of letters: String, upTo length: Int, using numbers: inout SeededNumbers
) -> String {
  let letters = Array(letters)
  return String(
    (0..<Int.random(in: 0...length, using: &numbers)).map { _ in
      letters[Int.random(in: letters.indices, using: &numbers)]
    })
}

private func texts(of letters: [String], upTo length: Int) -> [String] {
  var all = [""]
  var last = [""]
  for _ in 0..<length {
    last = last.flatMap { text in letters.map { text + $0 } }
    all += last
  }
  return all
}
