/// Reads the output of one AWS CLI command.
///
/// To add one: a type in a file named after the command, and a line in `ImporterList`.
protocol Importer: Sendable {
  /// The AWS CLI command that prints it, without `aws`.
  var command: String { get }
  /// What it tells of: what is incomplete if it cannot be read.
  var kinds: [ResourceKind] { get }
  /// Whether a top-level object is this command's output, by its members; its path only decides where they do not.
  func recognises(_ page: ExportPage) -> Bool
  /// Reads what the page says; what it does not understand becomes a note.
  func read(_ page: ExportPage, into reading: inout PageReading)
}
