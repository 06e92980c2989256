/// A command of the program, as its source declares it.
struct Command {
  /// `checks list`.
  let path: String
  /// `--fail-on` and the like.
  let options: [String]

  /// Every command: one a file, with its subcommands behind it.
  static let all: [Command] = Repository.files(in: "Sources/rolecall", "Command.swift").flatMap {
    file in
    let text = Repository.text(file)
    let names = text.matches(of: /commandName: "([^"]+)"/).map { String($0.1) }
    return names.enumerated().map { i, name in
      Command(
        path: i == 0 ? name : "\(names[0]) \(name)", options: i == 0 ? options(in: text) : [])
    }
  }

  /// The options that all or several commands have.
  static let globalOptions = options(in: Repository.text("Sources/rolecall/GlobalOptions.swift"))

  /// The names of the options and flags that a source declares.
  private static func options(in text: String) -> [String] {
    text.split(separator: /@(?:Option|Flag)\b/).dropFirst().compactMap { part in
      if let name = part.prefixMatch(of: /[^@]*?customLong\("([^"]+)"\)/) { return "--\(name.1)" }
      guard let name = part.firstMatch(of: /\bvar (\w+)/) else { return nil }
      let words = name.1.replacing(/[A-Z]/) { "-" + $0.output.lowercased() }
      return "--\(words)"
    }
  }
}
