#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The user's folders, as the XDG Base Directory Specification names them.
struct Folders {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// The default store.
  var store: String { folder("XDG_STATE_HOME", ".local/state") + "/rolecall/rolecall.db" }

  /// The user's own configuration.
  var configuration: String { folder("XDG_CONFIG_HOME", ".config") + "/rolecall/config.json" }

  /// A path as the file `other` means it: from the folder in which that stands.
  static func path(_ path: String, beside other: String) -> String {
    guard !path.hasPrefix("/"), let slash = other.lastIndex(of: "/") else { return path }
    return String(other[...slash]) + path
  }

  /// A relative path in such a variable is to be ignored.
  private func folder(_ variable: String, _ fallback: String) -> String {
    if let path = environment[variable], path.hasPrefix("/") { return path }
    return home + "/" + fallback
  }

  private var home: String {
    if let home = environment["HOME"], home.hasPrefix("/") { return home }
    return getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/"
  }
}
