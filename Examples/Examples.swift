/// A small account as the AWS CLI prints it, broken as accounts really are, and the same account repaired.
public enum Examples {
  /// The export files of the broken account, by their path.
  public static let broken = files(below: "broken/")
  /// The export files of the repaired account, by their path.
  public static let repaired = files(below: "repaired/")

  private static func files(below folder: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: Embedded.files.filter { $0.key.hasPrefix(folder) }
        .map { (String($0.key.dropFirst(folder.count)), $0.value) })
  }
}
