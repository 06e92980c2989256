import Logging
import Reports
import Store
import World

/// The settings in force: a flag wins over the environment (`ROLECALL_…`), that over config.json, that over the default.
struct Settings {
  var store: Store.Location
  var language: Language
  /// RFC 3339, UTC.
  var now: String
  var showsProgress: Bool
  var color: Choice
  /// Whether the terminal is said to know ASCII only: by a locale that is set and not of UTF-8, or by `TERM=dumb`.
  var wantsASCII: Bool
  /// The key of the tag whose value is a team; of config.json only.
  var teamTag: String?
  /// Values of condition keys that no export tells; of config.json only.
  var assumptions: [Assumption]
  /// What applications need; of config.json only.
  var expectations: [Expectation]

  /// What the environment or config.json says.
  private var suppressions: SuppressionFile

  /// `en` or `ja`.
  var languageCode: String { language.rawValue }

  /// `auto`, `always` or `never`.
  enum Choice: String, CaseIterable {
    case auto
    case always
    case never
  }

  init(_ options: GlobalOptions, environment: [String: String]) throws {
    let file = try ConfigurationFile.find(options.config, environment)
    assumptions = file?.assumptions ?? []
    expectations = file?.expectations ?? []
    teamTag = file?.text("teamTag").flatMap { $0.isEmpty ? nil : $0 }
    // POSIX: the first of these that is set and not empty tells the character set.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    wantsASCII =
      environment["TERM"] == "dumb"
      || locale.map { !$0.lowercased().replacing("-", with: "").contains("utf8") } ?? false
    func setting(_ name: String, _ flag: String?) -> (text: String, source: String)? {
      if let flag { return (flag, "--\(name)") }
      let variable = "ROLECALL_" + name.uppercased()
      if let value = environment[variable], !value.isEmpty { return (value, variable) }
      return file?.text(name).map { ($0, "\(file?.path ?? ""): \(name)") }
    }
    func choice<Value: RawRepresentable & CaseIterable>(
      _ name: String, _ flag: String?, _ fallback: Value
    ) throws -> Value where Value.RawValue == String {
      guard let (text, source) = setting(name, flag) else { return fallback }
      guard let value = Value(rawValue: text) else {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandFailure(
          code: flag == nil ? .configuration : .usage, message: "\(source): \(text) is not known",
          hint: "it is one of \(words)")
      }
      return value
    }
    if let (path, _) = setting("suppressions", nil) {
      // In a configuration a path is meant from where that stands.
      let isOfFile = environment["ROLECALL_SUPPRESSIONS"].map(\.isEmpty) ?? true
      suppressions = SuppressionFile(
        path: isOfFile ? Folders.path(path, beside: file?.path ?? "") : path, isNamed: true)
    } else {
      let configuration = file?.path ?? Folders(environment).configuration
      suppressions = SuppressionFile(
        path: Folders.path("suppressions.json", beside: configuration), isNamed: false)
    }
    store = Store.Location(setting("db", options.db)?.text ?? Folders(environment).store)
    language = try choice("lang", options.lang, .english)
    let progress: Choice = try choice("progress", options.progress, .auto)
    color = try choice("color", options.color, .auto)
    showsProgress = progress == .always || (progress == .auto && Terminal.isWatched)
    if let (text, source) = setting("now", options.now) {
      guard let time = Instant(text) else {
        throw CommandFailure(
          code: options.now == nil ? .configuration : .usage,
          message: "\(source): \(text) is not a time",
          hint: "give it as 2026-11-21T04:00:00Z")
      }
      now = time.text
    } else if let epoch = environment["SOURCE_DATE_EPOCH"], !epoch.isEmpty {
      guard let seconds = Int(epoch), abs(seconds) < 1 << 37 else {
        throw CommandFailure(
          code: .configuration, message: "SOURCE_DATE_EPOCH: \(epoch) is not a time",
          hint: "give the seconds since 1970, as 1795233600")
      }
      now = Instant(seconds: seconds).text
    } else {
      now = Instant.now.text
    }
  }

  /// The file of suppressions, which a flag may name.
  func suppressionFile(_ flag: String?) -> SuppressionFile {
    flag.map { SuppressionFile(path: $0, isNamed: true) } ?? suppressions
  }

  /// Opens the store and does something with it.
  ///
  /// - Parameters:
  ///   - access: how it is to be used.
  ///   - readsInventory: whether more of it is read than what is known of findings and runs.
  ///   - body: what to do.
  /// - Returns: what it returns.
  /// - Throws: `StoreError`, also where the database finds its file damaged, locked or full only then.
  func withStore<Value>(
    _ access: Store.Access, readsInventory: Bool = true, _ body: (Store) throws -> Value
  ) throws -> Value {
    let store = try Store(store, access, now: now)
    return try store.blamingFile {
      if access != .inspect, readsInventory { try store.mustBeSound() }
      return try body(store)
    }
  }

  /// A text that is not to do anything to the terminal but what the colour does, where colours are wanted.
  func paint(_ text: String, _ tint: Terminal.Color) -> String {
    let text = Terminal.visible(text)
    guard color == .always || (color == .auto && Terminal.isShown) else { return text }
    return "\u{1B}[\(tint.rawValue)m\(text)\u{1B}[0m"
  }

  /// Tells people who watch what is going on.
  var logger: Logger {
    Logger(label: "rolecall") { _ in
      ProgressLog(logLevel: showsProgress ? .info : .critical)
    }
  }
}
