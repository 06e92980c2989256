/// A language that reports are written in.
///
/// The raw value is what `--lang` takes.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case japanese = "ja"
}
