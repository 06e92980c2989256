import Logging

/// Progress for people who watch: one line an event on the standard error, nothing where nobody does.
struct ProgressLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    Terminal.complain("\(event.message)")
  }
}
