using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RaceCorpus.Objects;

/// <summary>Objects of the framework that one thread at a time may use.</summary>
public static class Objects
{
    private static readonly byte[] Text = "order 42"u8.ToArray();

    public static async Task Hash_each_correct() => await Both.Twice(() =>
    {
        using var sha = SHA256.Create();
        Check.Same(32, sha.ComputeHash(Text).Length);
    });

    public static async Task Hash_shared_broken()
    {
        using var sha = SHA256.Create();
        await Both.Twice(() => Check.Same(32, sha.ComputeHash(Text).Length));
    }

    public static async Task Hash_under_a_lock_correct()
    {
        using var sha = SHA256.Create();
        await Both.Twice(() =>
        {
            lock (sha)
                Check.Same(32, sha.ComputeHash(Text).Length);
        });
    }

    public static async Task Incremental_hash_under_a_lock_correct()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await Both.Twice(() =>
        {
            lock (hash)
                hash.AppendData(Text);
        });
    }

    public static async Task Incremental_hash_shared_broken()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await Both.Twice(() => hash.AppendData(Text));
    }

    public static async Task String_writer_each_correct() => await Both.Twice(() =>
    {
        using var writer = new StringWriter();
        writer.Write("order ");
        writer.Write(42);
        Check.Same("order 42", writer.ToString());
    });

    public static async Task String_writer_shared_broken()
    {
        using var writer = new StringWriter();
        await Both.Twice(() => writer.Write("order"));
    }

    public static async Task Synchronized_writer_correct()
    {
        using var plain = new StringWriter();
        var writer = TextWriter.Synchronized(plain);
        await Both.Twice(() => writer.Write("order"));
        Check.Same("orderorder", plain.ToString());
    }

    public static async Task Memory_stream_read_by_both_correct()
    {
        using var stream = new MemoryStream(Text);
        await Both.Twice(() => Check.Same(stream.Length, (long)stream.ToArray().Length));
    }

    public static async Task Memory_stream_written_by_both_broken()
    {
        using var stream = new MemoryStream();
        await Both.Twice(() => stream.Write(Text));
    }

    public static async Task Memory_stream_handed_over_correct()
    {
        using var stream = new MemoryStream();
        await Task.Run(async () => await stream.WriteAsync(Text));
        Check.Same(8L, stream.Length);
    }

    public static async Task Json_writer_each_correct() => await Both.Twice(() =>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteNumberValue(42);
        json.Flush();
        Check.Same(2, buffer.WrittenCount);
    });

    public static async Task Json_writer_shared_broken()
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        await Both.Twice(() => json.WriteNumberValue(42));
    }

    public static async Task Encoder_each_correct() =>
        await Both.Twice(() => Check.Same(2, Encoding.UTF8.GetEncoder().GetByteCount("42", flush: true)));

    public static async Task Encoder_shared_broken()
    {
        var encoder = Encoding.UTF8.GetEncoder();
        await Both.Twice(() => Check.Same(2, encoder.GetByteCount("42", flush: true)));
    }
}
