import Findings

/// A trend as one SVG picture: what is open as areas on top of each other, and below it what came and went.
///
/// The areas are drawn in steps, a period as wide as its days: the last run of a day tells how things stood on it.
struct TrendChart {
  private let trend: Trend
  private let phrases: Phrases
  /// The series that are drawn, from the bottom up.
  private let layers: [Layer]
  private let total: TrendSeries
  private let plot = TrendPlot()

  private struct Layer {
    var name: String
    var values: [Int]
    var style: TrendStyle
  }

  init(_ trend: Trend, _ phrases: Phrases) {
    self.trend = trend
    self.phrases = phrases
    total = trend.total
    let shown = trend.series.filter { series in series.points.contains { $0.open > 0 } }
    let styles = TrendStyle.others
    let room = shown.count <= styles.count ? shown.count : styles.count - 1
    var layers = shown.prefix(trend.grouping == .severity ? shown.count : room).enumerated().map {
      i, series in
      Layer(
        name: phrases.groupName(series.name).visible(limit: 80) { "…(\($0))…" },
        values: series.points.map(\.open),
        style: TrendStyle.severities[trend.grouping == .severity ? series.name : ""]
          ?? styles[i % styles.count])
    }
    let rest = shown.dropFirst(layers.count)
    if !rest.isEmpty {
      let values = trend.periods.indices.map { i in rest.reduce(0) { $0 + $1.points[i].open } }
      layers.append(
        Layer(name: phrases.others(rest.count), values: values, style: styles[styles.count - 1]))
    }
    self.layers = layers
  }

  func render() -> String {
    let summary = total.summary
    let time =
      trend.periods.isEmpty
      ? phrases.nothingInThatTime
      : phrases.trendTime(trend.periods[0].first, plot.last(trend), trend.interval)
    let parts = layers.compactMap { layer in
      layer.values.last.flatMap { $0 == 0 ? nil : "\(layer.name) \(phrases.number($0))" }
    }
    var svg = SVGWriter()
    svg.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": SVGWriter.number(TrendPlot.width),
        "height": SVGWriter.number(TrendPlot.height),
        "viewBox": "0 0 \(SVGWriter.number(TrendPlot.width)) \(SVGWriter.number(TrendPlot.height))",
        "role": "img", "aria-labelledby": "title desc", "lang": phrases.language.rawValue,
        "font-family":
          "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', 'Noto Sans CJK JP', sans-serif",
        "font-size": "12", "fill": TrendPlot.ink,
      ]
    ) { svg in
      let title = phrases.trendTitle(trend.grouping)
      svg.element("title", ["id": "title"], text: title)
      svg.element(
        "desc", ["id": "desc"],
        text: time + phrases.end + phrases.gap
          + (trend.periods.isEmpty ? "" : phrases.trendSentence(summary, parts)))
      svg.element("rect", ["width": "100%", "height": "100%", "fill": "#ffffff"])
      plot.text(title, 24, 34, &svg, size: 18, weight: "600")
      plot.text(time, 24, 56, &svg, color: TrendPlot.faint)
      guard !trend.periods.isEmpty else { return }
      drawTime(&svg)
      drawOpen(&svg)
      drawLegend(summary, &svg)
      TrendFlows(points: total.points, plot: plot, phrases: phrases).draw(
        summary, places: places, &svg)
      let ages = zip(TrendPoint.ageBucketNames, summary.ages).map { name, count in
        phrases.aged(name.replacing("-", with: "–"), count)
      }
      plot.text(
        phrases.openFor(ages), TrendPlot.left, TrendPlot.height - 18, &svg, color: TrendPlot.faint)
    }
    return svg.text
  }

  /// Where each period begins, and where the last one ends.
  private var places: [Double] {
    trend.periods.map { plot.x($0.first, trend) } + [TrendPlot.right]
  }

  private func drawTime(_ svg: inout SVGWriter) {
    let (first, last) = (trend.periods[0].first, plot.last(trend))
    let isCentered = last.number - first.number < 14 && trend.interval == .day
    for mark in TrendAxis.marks(from: first, to: last, trend.interval, phrases) {
      let start = plot.x(mark.day, trend)
      let x =
        isCentered ? (start + plot.x(Day(number: mark.day.number + 1), trend)) / 2 : start
      for (top, bottom) in [(TrendPlot.top, TrendPlot.bottom), TrendPlot.flows] where !isCentered {
        plot.line((start, top), (start, bottom), &svg)
      }
      plot.text(mark.label, x, TrendPlot.flows.1 + 18, &svg, anchor: "middle")
      if let year = mark.year {
        plot.text(
          year, x, TrendPlot.flows.1 + 33, &svg, color: TrendPlot.faint, anchor: "middle")
      }
    }
  }

  private func drawOpen(_ svg: inout SVGWriter) {
    let ticks = TrendAxis.values(to: total.points.map(\.open).max() ?? 0)
    let top = ticks.last ?? 1
    func y(_ value: Int) -> Double {
      TrendPlot.bottom - (TrendPlot.bottom - TrendPlot.top) * Double(value) / Double(top)
    }
    for tick in ticks {
      plot.line(
        (TrendPlot.left, y(tick)), (TrendPlot.right, y(tick)), &svg,
        color: tick == 0 ? TrendPlot.axis : TrendPlot.grid)
      plot.text(phrases.number(tick), TrendPlot.left - 8, y(tick) + 4, &svg, anchor: "end")
    }
    plot.text(phrases.trendOpen, TrendPlot.left, TrendPlot.top - 12, &svg, weight: "600")
    if layers.isEmpty {
      plot.text(
        phrases.noneOpen, (TrendPlot.left + TrendPlot.right) / 2,
        (TrendPlot.top + TrendPlot.bottom) / 2, &svg, size: 14, color: TrendPlot.faint,
        anchor: "middle")
    }
    let places = places
    var below = [Int](repeating: 0, count: trend.periods.count)
    var edges: [[Int]] = []
    for layer in layers {
      let above = zip(below, layer.values).map { $0 + $1 }
      let path =
        plot.steps(places, above.map(y), from: "M")
        + plot.steps(places.reversed(), below.reversed().map(y), from: "L") + "Z"
      svg.element("path", ["d": path, "fill": layer.style.color, "fill-opacity": "0.22"])
      edges.append(above)
      below = above
    }
    for (layer, edge) in zip(layers, edges) {
      svg.element(
        "path",
        [
          "d": plot.edge(places, edge.map(y), isDrawn: layer.values.map { $0 > 0 }),
          "fill": "none", "stroke": layer.style.color, "stroke-width": "1.8",
          "stroke-dasharray": layer.style.dashes.isEmpty ? "none" : layer.style.dashes,
          "stroke-linejoin": "round",
        ])
    }
    for (i, layer) in layers.enumerated() {
      for period in marks(of: layer, i) {
        layer.style.mark(
          (places[period] + places[period + 1]) / 2, y(edges[i][period]), &svg)
      }
    }
  }

  /// The periods at which a layer's line is marked: all of a few, else six over all the time, those of one layer between those of the others,
  /// and the middle of each part of the line that would have none.
  private func marks(of layer: Layer, _ number: Int) -> [Int] {
    let all = trend.periods.count
    let count = all <= 14 ? all : 6
    let regular = (0..<count).map { mark in
      let share = (Double(mark) + (Double(number) + 0.5) / Double(layers.count)) / Double(count)
      return min(all - 1, Int(share * Double(all)))
    }
    var marks: [Int] = []
    var start = 0
    while let first = layer.values[start...].firstIndex(where: { $0 > 0 }) {
      let end = layer.values[first...].firstIndex(of: 0) ?? all
      let within = regular.filter { first <= $0 && $0 < end }
      marks += within.isEmpty ? [(first + end - 1) / 2] : within
      start = end
    }
    // A line that comes and goes all the time would be nothing but marks.
    return marks.count <= 4 * count ? marks : regular.filter { layer.values[$0] > 0 }
  }

  private func drawLegend(_ summary: TrendPoint, _ svg: inout SVGWriter) {
    let left = TrendPlot.right + 28
    let right = TrendPlot.width - 24
    plot.text(phrases.openAtTheEnd, left, TrendPlot.top - 12, &svg, weight: "600")
    var y = TrendPlot.top + 10
    for layer in layers.reversed() {
      svg.element(
        "rect",
        [
          "x": SVGWriter.number(left), "y": SVGWriter.number(y - 4), "width": "26", "height": "9",
          "fill": layer.style.color, "fill-opacity": "0.22",
        ])
      svg.element(
        "path",
        [
          "d": "M\(SVGWriter.number(left)),\(SVGWriter.number(y - 4))h26", "fill": "none",
          "stroke": layer.style.color, "stroke-width": "1.8",
          "stroke-dasharray": layer.style.dashes.isEmpty ? "none" : layer.style.dashes,
        ])
      layer.style.mark(left + 13, y - 4, &svg)
      plot.text(TextTable.cut(layer.name, to: 24), left + 34, y + 4, &svg)
      plot.text(phrases.number(layer.values.last ?? 0), right, y + 4, &svg, anchor: "end")
      y += 22
    }
    plot.line((left, y - 10), (right, y - 10), &svg)
    plot.text(phrases.total, left + 34, y + 8, &svg, weight: "600")
    plot.text(phrases.number(summary.open), right, y + 8, &svg, weight: "600", anchor: "end")
  }
}
