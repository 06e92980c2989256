import Foundation
import TestSupport

/// Chromium, which shows a page as a reader's browser does.
///
/// `scripts/test` installs it.
enum Browser {
  static let hint = "Chromium is needed: run ./scripts/test, which installs it, or name it in PATH"

  /// The program; nil where there is none.
  static let path: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for folder in folders.split(separator: ":") {
      for name in ["chromium", "chromium-browser", "google-chrome"] {
        let path = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: path) { return path }
      }
    }
    return nil
  }()

  /// A page as it stands once its script has run.
  struct Page {
    var document: String
    /// What the browser told its console: errors, and what the page may not do.
    var console: [String]

    /// How many findings there are, and how many of them are shown.
    var counts: (all: Int, shown: Int) {
      let articles = document.matches(of: /<article class="finding"[^>]*>/).map {
        String($0.output)
      }
      return (articles.count, articles.count { !$0.contains(" hidden") })
    }
  }

  /// Opens a page below a folder, at an address of its own (`#severity=high`).
  static func open(_ file: String, _ address: String = "", in folder: TemporaryFolder) throws
    -> Page
  {
    let answer = try Answer(
      of: [
        path ?? "chromium", "--headless", "--no-sandbox", "--disable-gpu",
        "--user-data-dir=\(folder.path("browser"))", "--virtual-time-budget=2000",
        "--enable-logging=stderr", "--dump-dom",
        URL(filePath: folder.path(file)).absoluteString + address,
      ], environment: folder.environment, in: folder.path, input: "")
    return Page(
      document: answer.output, console: answer.errorLines(containing: "CONSOLE"))
  }
}

extension Answer {
  fileprivate func errorLines(containing word: String) -> [String] {
    errors.split(separator: "\n").filter { $0.contains(word) }.map(String.init)
  }
}
