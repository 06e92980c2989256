/// The SQL of the store: the record's migrations, in order, and the world's schema.
///
/// A migration is a file `NNNN-name.sql` and is never edited once released. `world.sql` is not a migration: the world
/// is dropped and made anew from it.
public enum Migrations {
  /// The record's migrations in order: name without ending, and SQL.
  public static let record: [(name: String, sql: String)] =
    Embedded.files.filter { $0.key.first?.isNumber == true && $0.key.hasSuffix(".sql") }
    .sorted { $0.key < $1.key }
    .map { (name: String($0.key.dropLast(4)), sql: $0.value) }

  /// The schema of the world: tables, indexes and views.
  public static let world: String = Embedded.files["world.sql"] ?? ""
}
