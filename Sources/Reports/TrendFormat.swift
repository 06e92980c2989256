public import Findings
import JSON

/// The formats of a trend.
public enum TrendFormat: String, FileFormat {
  /// A line for each group, with a sparkline, for a terminal.
  case table
  /// RFC 4180: a line for each period and group.
  case csv
  /// `rolecall.trend/1`, as docs/trend.schema.json describes it.
  case json
  /// A chart for a page or a wiki.
  case svg

  public var fileEndings: [String] {
    switch self {
    case .table: ["txt"]
    case .csv: ["csv"]
    case .json: ["json"]
    case .svg: ["svg"]
    }
  }

  /// Writes a trend.
  ///
  /// - Parameters:
  ///   - trend: what is to be shown.
  ///   - language: of headings; CSV and JSON have none.
  ///   - width: how many cells a line of a terminal has; a table keeps to it as far as it can.
  ///   - ascii: whether sparklines keep to ASCII.
  /// - Returns: the text, ending in a newline.
  public func render(
    _ trend: Trend, language: Language = .english, width: Int = 100, ascii: Bool = false
  ) -> String {
    let phrases = Phrases(language: language)
    switch self {
    case .table: return TrendTable(phrases: phrases, width: width, ascii: ascii).render(trend)
    case .csv: return Self.csv(trend)
    case .json: return Self.json(trend)
    case .svg: return TrendChart(trend, phrases).render()
    }
  }

  private static func csv(_ trend: Trend) -> String {
    let ages = TrendPoint.ageBuckets.map { bucket in
      "age_\(bucket.from)_" + (bucket.to.map(String.init) ?? "up")
    }
    var rows = [
      ["from", "to", trend.grouping.rawValue, "open", "opened", "resolved", "undecided"] + ages
        + ["mean_days_to_resolve"]
    ]
    for (i, period) in trend.periods.enumerated() {
      for series in trend.series {
        let point = series.points[i]
        let counts = [point.open, point.opened, point.resolved, point.undecided] + point.ages
        rows.append(
          [period.first.description, period.last.description, CSVText.field(series.name)]
            + counts.map(String.init) + [point.daysToResolve ?? ""])
      }
    }
    return CSVText.lines(rows)
  }

  private static func json(_ trend: Trend) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", "rolecall.trend/1")
      writer.member("by", trend.grouping.rawValue)
      writer.member("interval", trend.interval.rawValue)
      writer.member("from", trend.periods.first?.first.description)
      writer.member("to", trend.periods.last?.last.description)
      writer.member("ageBuckets") { writer in
        writer.list(TrendPoint.ageBucketNames) { $0.text($1) }
      }
      writer.member("total") { write(trend.total, nil, trend, &$0) }
      writer.member("series") { writer in
        writer.list(trend.series) { write($1, $1.name, trend, &$0) }
      }
    }
    writer.newline()
    return writer.text
  }

  private static func write(
    _ series: TrendSeries, _ name: String?, _ trend: Trend, _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      if let name { writer.member("name", name) }
      write(series.summary, &writer)
      writer.member("points") { writer in
        writer.list(zip(trend.periods, series.points)) { writer, element in
          writer.object { writer in
            writer.member("from", element.0.first.description)
            writer.member("to", element.0.last.description)
            write(element.1, &writer)
          }
        }
      }
    }
  }

  private static func write(_ point: TrendPoint, _ writer: inout JSONWriter) {
    writer.member("open", point.open)
    writer.member("opened", point.opened)
    writer.member("resolved", point.resolved)
    writer.member("undecided", point.undecided)
    writer.member("ages", .array(point.ages.map { .number(String($0)) }))
    writer.member("meanDaysToResolve", point.daysToResolve.map(JSONValue.number))
  }
}

extension TrendPoint {
  /// The mean days from opening to being resolved, with one decimal; nil where nothing was resolved.
  var daysToResolve: String? {
    tenthsOfDaysToResolve.map { "\($0 / 10).\($0 % 10)" }
  }
}
