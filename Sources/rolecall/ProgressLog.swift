import Logging
import Synchronization

/// Progress for people who watch: what is being done on the standard error, a line each, or a bar where it is told how much of it is
/// done; nothing where nobody watches.
///
/// How much is told by the metadata `done` and `of`.
struct ProgressLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  /// Whether lines can be drawn over.
  private let isDrawn: Bool
  private let bar = ProgressBar()

  init(logLevel: Logger.Level, isDrawn: Bool = Terminal.isWatched) {
    self.logLevel = logLevel
    self.isDrawn = isDrawn
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let message = "\(event.message)"
    guard let done = number("done", event), let all = number("of", event), all > 0 else {
      if isDrawn { bar.end() }
      return Terminal.complain(message)
    }
    if isDrawn { bar.draw(message, min(done, all), of: all) }
  }

  private func number(_ name: String, _ event: LogEvent) -> Int? {
    event.metadata?[name].flatMap { Int("\($0)") }
  }
}

/// A line that is drawn again and again, and wiped away in the end.
final class ProgressBar: Sendable {
  /// The text that stands there; empty for none.
  private let shown = Mutex("")

  /// Draws how much is done, if it looks otherwise than before; all of it wipes the bar away.
  func draw(_ message: String, _ done: Int, of all: Int) {
    if done == all { return end() }
    let line = Self.line(message, done, of: all)
    shown.withLock { shown in
      guard shown != line else { return }
      shown = line
      Terminal.draw(line)
    }
  }

  func end() {
    shown.withLock { shown in
      guard !shown.isEmpty else { return }
      shown = ""
      Terminal.draw("")
    }
  }

  /// `reading exports [########            ]  40%`.
  static func line(_ message: String, _ done: Int, of all: Int, width: Int = 20) -> String {
    let full = String(repeating: "#", count: width * done / all)
    let rest = String(repeating: " ", count: width - full.utf8.count)
    let percent = String(100 * done / all)
    return
      "\(message) [\(full)\(rest)] \(String(repeating: " ", count: 3 - percent.utf8.count))\(percent)%"
  }
}
