import Findings
import Testing

@Suite("A day")
struct DayTests {
  @Test(
    "is read from a date and from a time in UTC",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
      ("2026-11-21T23:59:59Z", 20_778), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
  func reading(_ text: String, _ number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text.prefix(10))
  }

  @Test(
    "is none where there is no such day",
    arguments: [
      "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "",
      "2026-11-21 10:00", "20261121", "２０２６-11-21", "2026-11-2x",
    ])
  func none(_ text: String) { #expect(Day(text) == nil) }

  @Test("follows the day before it, for four centuries")
  func all() {
    for number in -1...146_097 {
      #expect(Day(Day(number: number).description)?.number == number)
    }
  }
}
