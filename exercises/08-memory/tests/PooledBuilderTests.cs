using System.Text;
using Camp.Testing;
using Xunit;

namespace Camp.Memory.Tests;

public sealed class PooledBuilderTests
{
    private const string Section = "Builders, and giants";

    [Fact]
    public async Task Builders_tell_their_story()
    {
        var (texts, story, known) = (new PooledBuilder(keep: 1, maximum: 100), "", new List<StringBuilder>());
        Tell("a short text", 10);
        Tell("another", 20);
        Tell("a giant", 5000);
        Tell("after the giant", 10);
        await Snapshots.Match("PooledBuilder", story);

        void Tell(string what, int length)
        {
            var name = "";
            var text = texts.Build(length, (builder, count) =>
            {
                if (!known.Contains(builder))
                    known.Add(builder);
                name = $"builder {known.IndexOf(builder) + 1}";
                builder.Append('x', count);
            });
            story += $"{what}: {text.Length} characters by {name}\n";
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void The_text_is_what_was_written(int length)
    {
        var texts = new PooledBuilder(2, 1000);
        for (var i = 0; i < 3; i++)
            Expect.Equal(new string((char)('a' + i), length), texts.Build((Letter: (char)('a' + i), length), (builder, what) => builder.Append(what.Letter, what.length)), "The text", Section);
    }

    [Fact]
    public void A_text_costs_its_string_and_nothing_else()
    {
        var texts = new PooledBuilder(2, 1000);
        string? text = null;
        var stringAlone = Allocated.By(() => text = new string('x', 108));
        // Static, so that nothing is captured.
        var built = Allocated.By(() => text = texts.Build((Number: 4711, Word: "order"), static (builder, what) =>
        {
            builder.Append(what.Word).Append(' ').Append(what.Number);
            while (builder.Length < 108)
                builder.Append('.');
        }));
        Expect.Equal(108, text!.Length, "The text's length", Section);
        Expect.Equal(stringAlone, built, "Bytes allocated by a hundred texts of 108 characters (the strings themselves, and what was built)", Section);
    }

    [Fact]
    public void A_builder_is_used_again_and_is_empty()
    {
        var texts = new PooledBuilder(2, 1000);
        var first = Builder(texts, 50);
        for (var i = 0; i < 3; i++)
        {
            var length = -1;
            Expect.True(ReferenceEquals(first, Builder(texts, 50, builder => length = builder.Length)), "The builder was not used again.", Section);
            Expect.Equal(0, length, "Characters in a builder at the start", Section);
        }
    }

    [Fact]
    public void After_a_failure_the_builder_is_used_again_and_is_empty()
    {
        var texts = new PooledBuilder(1, 1000);
        var (first, error) = (Builder(texts, 10), new FormatException("no number"));
        for (var i = 0; i < 3; i++)
        {
            Expect.Same(error, Record.Exception(() => texts.Build(error, static (builder, thrown) =>
            {
                builder.Append("half a te");
                throw thrown;
            })), Section);
            StringBuilder? next = null;
            var text = texts.Build("whole", (builder, word) => (next = builder).Append(word));
            Expect.True(ReferenceEquals(first, next), "The builder of a text that failed was not used again.", Section);
            Expect.Equal("whole", text, "The text after one that failed", Section);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_giant_is_not_kept(bool fails)
    {
        var texts = new PooledBuilder(2, 1000);
        StringBuilder? giant = null;
        Record.Exception(() => texts.Build(0, (builder, _) =>
        {
            giant = builder;
            builder.Append('x', 100_000);
            if (fails)
                throw new FormatException("no number");
        }));
        for (var i = 0; i < 3; i++)
        {
            var capacity = 0;
            var next = Builder(texts, 10, builder => capacity = builder.Capacity);
            Expect.True(!ReferenceEquals(giant, next) && capacity <= 1000, $"A builder with room for {capacity} characters was kept; the greatest is 1000.", Section);
        }
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void The_capacity_counts_and_not_the_length(int capacity, bool kept)
    {
        var texts = new PooledBuilder(1, 1000);
        StringBuilder? first = null;
        texts.Build(capacity, (builder, wanted) =>
        {
            first = builder;
            builder.Capacity = wanted;
            builder.Append("short");
        });
        Expect.Equal(kept, ReferenceEquals(first, Builder(texts, 5)), $"Whether a builder of {capacity} was kept, when the greatest is 1000", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void So_many_are_kept(int keep)
    {
        var texts = new PooledBuilder(keep, 1000);
        var first = Nested(texts, 6);
        Expect.Equal(6, first.Distinct().Count(), "Builders of six texts, each inside the one before", Section);
        var second = Nested(texts, 6);
        Expect.Equal(keep, second.Count(first.Contains), "Builders that were kept", Section);
    }

    [Fact]
    public void A_text_inside_a_text_has_a_builder_of_its_own()
    {
        var texts = new PooledBuilder(1, 1000);
        for (var i = 0; i < 3; i++)
        {
            var outer = texts.Build("inner", (builder, word) =>
            {
                builder.Append("outer(");
                var inside = texts.Build(word, (inner, text) => inner.Append(text));
                Expect.Equal("inner", inside, "The text inside", Section);
                builder.Append(inside).Append(')');
            });
            Expect.Equal("outer(inner)", outer, "The text", Section);
        }
    }

    [Fact]
    public async Task Texts_of_several_threads_do_not_mix()
    {
        var (texts, mixed) = (new PooledBuilder(2, 1000), 0);
        await Patience.Ends(Together.Race(4, number =>
        {
            var letter = (char)('a' + number);
            var text = texts.Build(letter, static (builder, what) =>
            {
                for (var i = 0; i < 10; i++)
                    builder.Append(what);
            });
            if (text.Length != 10 || text.AsSpan().ContainsAnyExcept(letter))
                Interlocked.Increment(ref mixed);
        }), "4 threads that build texts");
        Expect.Equal(0, mixed, "Texts that were mixed up", Section);
    }

    [Fact]
    public void Two_pools_have_their_own_builders()
    {
        var (one, other) = (new PooledBuilder(2, 1000), new PooledBuilder(2, 1000));
        Expect.True(!ReferenceEquals(Builder(one, 5), Builder(other, 5)), "A builder came out of another pool.", Section);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(-1, 16)]
    [InlineData(1, 15)]
    [InlineData(1, -1)]
    public void Numbers_out_of_range_are_refused(int keep, int maximum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PooledBuilder(keep, maximum));

    private static StringBuilder Builder(PooledBuilder texts, int length, Action<StringBuilder>? look = null)
    {
        StringBuilder? used = null;
        texts.Build(length, (builder, count) =>
        {
            look?.Invoke(builder);
            used = builder;
            builder.Append('x', count);
        });
        return used!;
    }

    private static List<StringBuilder> Nested(PooledBuilder texts, int depth)
    {
        var used = new List<StringBuilder>();
        if (depth > 0)
        {
            texts.Build(depth, (builder, left) =>
            {
                used.Add(builder);
                used.AddRange(Nested(texts, left - 1));
                builder.Append(left);
            });
        }

        return used;
    }
}
