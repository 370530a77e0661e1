using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Core;
using Serilog.Events;

namespace Camp.Service.Observability;

/// <summary>
/// Writes log lines to a stream from one thread of its own. A line that comes alone is written at once; what comes within
/// <see cref="Gathering"/> after it goes together, so that under load a system call, and the waking of a thread, carries hundreds.
/// Nothing is dropped: a full buffer makes those who log wait.
/// </summary>
internal sealed class JsonLines : ILogEventSink, IDisposable
{
    private const int Full = 1024 * 1024;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _line;
    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    private readonly Stream _stream;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private ArrayBufferWriter<byte> _filling = new(64 * 1024);
    private ArrayBufferWriter<byte> _writing = new(64 * 1024);
    private bool _idle;
    private bool _ended;

    public JsonLines(Stream stream)
    {
        _stream = stream;
        _thread = new Thread(WriteUntilTheEnd) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    public void Emit(LogEvent logEvent)
    {
        // Formatted by the thread that logs, so that only copying bytes is done under the lock.
        var line = _line ??= new ArrayBufferWriter<byte>(1024);
        // What a log needs no escape for: it is read by machines and never put into a page.
        var json = _json ??= new Utf8JsonWriter(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        line.ResetWrittenCount();
        json.Reset(line);
        JsonLine.Write(json, logEvent);
        json.Flush();
        line.Write("\n"u8);
        lock (_gate)
        {
            while (_filling.WrittenCount > Full && !_ended)
            {
                Monitor.Wait(_gate);
            }
            if (_idle)
            {
                _idle = false;
                Monitor.PulseAll(_gate);
            }
            _filling.Write(line.WrittenSpan);
        }
    }

    /// <summary>Writes what is there still.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
        _stream.Flush();
    }

    private void WriteUntilTheEnd()
    {
        while (Next() is { } lines)
        {
            try
            {
                _stream.Write(lines.WrittenSpan);
            }
            catch (IOException)
            {
                // Nobody reads the pipe or the disk is full: a service goes on without its log.
            }
            lines.ResetWrittenCount();
        }
    }

    private ArrayBufferWriter<byte>? Next()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                Monitor.Wait(_gate, Gathering);
            }
            while (_filling.WrittenCount == 0)
            {
                if (_ended)
                {
                    return null;
                }
                _idle = true;
                Monitor.Wait(_gate);
            }
            (_filling, _writing) = (_writing, _filling);
            Monitor.PulseAll(_gate);
            return _writing;
        }
    }
}
