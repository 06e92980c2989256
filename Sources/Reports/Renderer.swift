/// The Reports module turns a report into text: one file for each format.
///
/// A format sees findings and nothing else: no database, no clock, no surroundings, so that the same report always
/// gives the same bytes. Names in a report come from exports, and whoever may create a state machine chooses some of
/// them. They are made harmless here, at the edge, in the way that each format needs; nowhere before are they touched.
/// `Format` lists the formats. `Phrases` holds every word that a format itself says, in each language.

public import Findings

/// A format of reports.
public protocol Renderer: Sendable {
  /// What `--format` calls it.
  static var name: String { get }
  /// Endings of the files that hold it, without a dot, the usual one first.
  static var fileEndings: [String] { get }
  /// The whole report, ending in a newline.
  func render(_ report: Report) -> String
}
