namespace Camp.Metrics;

/// <summary>Writes the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>
/// For each family a line <c># HELP name help</c>, a line <c># TYPE name counter</c> (or <c>gauge</c>, <c>histogram</c>), then its samples, one a
/// line: <c>name{label="value",other="value"} 12.5</c>, without braces when there are no labels. Every line ends in <c>\n</c>, the last too; no
/// families make an empty text. Nothing else is written: no blank lines, no spaces after commas, no timestamps.
/// A histogram's sample becomes a line <c>name_bucket</c> for each bound, with the label <c>le</c> behind all others and the count of
/// observations up to that bound (cumulative), one for <c>le="+Inf"</c> with all of them, then <c>name_sum</c> and <c>name_count</c>.
/// Escaped are: in help a backslash and a line feed (<c>\\</c>, <c>\n</c>); in label values those and the double quote (<c>\"</c>).
/// Numbers, <c>le</c> included, are the shortest text that reads back as the same double, in every culture with a point and no thousands
/// separators (as the invariant culture does it: <c>3</c>, <c>0.25</c>, <c>1E+20</c>); <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>.
/// The order is the same whatever the input's, and ordinal: families by name, labels by name, samples by the text of their
/// labels as it stands between the braces (a histogram's without <c>le</c>).
/// </remarks>
public static class Exposition
{
    /// <summary>The content type of an answer that carries the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes all families.</summary>
    /// <exception cref="ArgumentException">
    /// A metric's name is not <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c> or a label's not <c>[a-zA-Z_][a-zA-Z0-9_]*</c> (ASCII, to the last character; the
    /// message has it in quotes); a histogram has a label <c>le</c>; two families have one name; two samples of a family have the
    /// same labels; a histogram's sample has no distribution, or bounds that do not ascend strictly or are not finite, or
    /// not one count more than bounds.
    /// </exception>
    // TODO 1: check, then HELP and TYPE.
    // TODO 2: samples of counters and gauges: labels, escaping, numbers.
    // TODO 3: histograms.
    // TODO 4: order.
    public static string Write(IEnumerable<Family> families) =>
        throw new NotImplementedException("Exposition.Write: HELP, TYPE and one line for each sample.");
}
