import Testing

@Suite("A file")
struct FileTests {
  @Test("of code has at most 260 lines")
  func lengthOfCode() {
    let long = Repository.files(in: "Sources", ".swift").compactMap { path in
      longer(path, than: 260)
    }
    #expect(long.isEmpty)
  }

  @Test("of a check's SQL fits on a screen: at most 60 lines")
  func lengthOfChecks() {
    let files = Repository.files(in: "Plugins", "/findings.sql")
    #expect(!files.isEmpty)
    let long = files.compactMap { longer($0, than: 60) }
    #expect(long.isEmpty)
  }

  @Test("has a name of its own")
  func names() {
    let words = ["Util", "Helper", "Shared", "Common", "Manager", "Extension"]
    let offences = Repository.files.filter { path in
      path.split(separator: "/").contains { component in
        words.contains { component.contains($0) || component.hasPrefix($0.lowercased()) }
      } || path.hasSuffix(".swift") && path.contains("+")
    }
    #expect(offences.isEmpty)
  }

  @Test(
    "that is part of the program neither gives up nor puts off",
    arguments: [
      "try!", "fatalError(", "preconditionFailure(", " as!", "@unchecked", "TODO", "FIXME", "MARK:",
    ])
  func words(_ word: String) {
    var offences: [String] = []
    for folder in ["Sources", "migrations", "Plugins"] {
      for file in Repository.files(in: folder, "") {
        for (number, line) in Repository.lines(file).enumerated() where line.contains(word) {
          offences.append("\(file):\(number + 1)")
        }
      }
    }
    #expect(offences.isEmpty)
  }

  @Test("names no path of the machine on which it was written")
  func machinePaths() {
    // Put together here, so that this file names none.
    let folders = ["/root" + "/", "/work" + "/", "/tmp" + "/h-", "/opt" + "/swift"]
    var offences: [String] = []
    for file in Repository.files {
      let text = Repository.text(file)
      for folder in folders where text.contains(folder) && namesPath(folder, text) {
        offences.append("\(file) names \(folder)")
      }
    }
    #expect(offences.isEmpty)
  }

  /// Whether a text holds a path that begins with that folder, and not only as a part of another path.
  private func namesPath(_ folder: String, _ text: String) -> Bool {
    text.ranges(of: folder).contains { range in
      guard let before = text[..<range.lowerBound].last else { return true }
      return !(before.isLetter || before.isNumber || "._-~}*$/".contains(before))
    }
  }

  private func longer(_ path: String, than limit: Int) -> String? {
    let count = Repository.lines(path).count - 1
    return count > limit ? "\(path): \(count) lines" : nil
  }
}
