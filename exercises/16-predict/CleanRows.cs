using System.Text.Json;

namespace Camp.Predict;

/// <summary>Makes customers out of rows as they come: incomplete, exaggerated, of the wrong type.</summary>
/// <remarks>
/// For each field of <see cref="Feature.All"/>, in every row:
/// <b>Missing</b> (not there, null, or text that is empty or blank): the default is taken, and a warning with the properties
/// <c>Row</c> (its number, from 1) and <c>Field</c> (its name) is logged. <b>Wrong type</b>: text that is a finite number, written
/// with a point and without separators of thousands, whatever the machine's culture (blanks around it and an exponent are
/// fine), is converted; any other text and any other type gets the whole row rejected. <b>Out of range</b> (converted ones too): the
/// nearest border is taken.
/// Every anomaly of every field is counted, also those of rows that are rejected; a converted number that is out of range
/// counts as both. A row that is no object is rejected and counts for nothing else. A rejected row is logged by one warning with
/// <c>Row</c>, and without <c>Field</c>. Nothing else is logged as a warning or worse. Other fields of a row do not matter.
/// </remarks>
public static class CleanRows
{
    /// <summary>Cleans a batch.</summary>
    /// <param name="rows">Read once, from the first to the last.</param>
    /// <param name="logger">Gets the warnings.</param>
    // TODO 1: for each field: missing, number, text or something else?
    // TODO 2: convert text by the invariant culture; refuse what is not finite.
    // TODO 3: clamp, count, and log what is missing.
    // TODO 4: leave out a row with a field that cannot be converted, but look at all its fields.
    public static Cleaned Run(IEnumerable<JsonElement> rows, ILogger logger) =>
        throw new NotImplementedException("CleanRows.Run: default, convert or reject, clamp; and count.");
}
