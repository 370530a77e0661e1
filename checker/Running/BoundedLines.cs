using System.Text;

namespace TrainingCamp.Checker.Running;

/// <summary>Reads a stream line by line without ever holding more than a bounded line.</summary>
internal static class BoundedLines
{
    /// <param name="onPart">Called while a line is still growing.</param>
    /// <returns>False when a line grew longer than <paramref name="most"/> characters; reading stops there.</returns>
    public static async Task<bool> Read(TextReader reader, int most, Action<string> onLine, Action onPart, CancellationToken cancellation)
    {
        var buffer = new char[8192];
        var line = new StringBuilder();
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellation)) > 0)
        {
            foreach (var letter in buffer.AsSpan(0, read))
            {
                if (letter != '\n')
                {
                    line.Append(letter);
                    continue;
                }

                onLine(line.ToString());
                line.Clear();
            }

            if (line.Length > most)
                return false;
            if (line.Length > buffer.Length)
                onPart();
        }

        if (line.Length > 0)
            onLine(line.ToString());
        return true;
    }
}
