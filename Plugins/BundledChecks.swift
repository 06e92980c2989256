/// The checks that rolecall brings along: folders of SQL, embedded when the program is built.
public enum BundledChecks {
  /// The text of each file by its path below this folder: `passrole/caller-may-pass-role/check.json`.
  public static let files: [String: String] = Embedded.files
}
