using TrainingCamp.Races.Tests.Support;
using Xunit;

namespace TrainingCamp.Races.Tests;

public sealed class ReportTests
{
    [Fact]
    public void A_race_names_the_field_both_lines_the_locks_and_what_would_order_them()
    {
        var report = Programs.Explore("Fields.Reader_without_the_lock_broken", new ExploreOptions { Replay = "camp check sync/counter --race --seed {0}" }).Finding!.Report;
        Assert.StartsWith("DATA RACE on Shop.Name\n", report, StringComparison.Ordinal);
        Assert.Contains("reads it at Fields.cs:", report, StringComparison.Ordinal);
        Assert.Contains("holding no lock\n", report, StringComparison.Ordinal);
        Assert.Contains("writes it at Fields.cs:", report, StringComparison.Ordinal);
        Assert.Contains("holding lock 'Shop.Gate' (taken at Fields.cs:", report, StringComparison.Ordinal);
        Assert.Contains("() => { _ = shop.Name.Length; });", report, StringComparison.Ordinal);
        Assert.Contains("Task #2 was started at Both.cs:", report, StringComparison.Ordinal);
        Assert.Contains("only one side holds lock 'Shop.Gate'", report, StringComparison.Ordinal);
        Assert.Contains("Again: camp check sync/counter --race --seed ", report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_steps_are_drawn_in_two_columns_no_wider_than_the_left_one_needs()
    {
        var lines = Programs.Explore("Fields.Reader_without_the_lock_broken").Finding!.Report.Split('\n').ToList();
        var rule = lines.FindIndex(line => line.TrimStart().StartsWith("-------", StringComparison.Ordinal));
        var second = lines[rule].LastIndexOf(' ') + 1;
        var steps = lines.Skip(rule + 1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)).ToList();
        var (right, left) = (steps.Where(line => line[..Math.Min(second, line.Length)].Trim().Length == 0).ToList(), steps.Where(line => line.Length < second).ToList());
        Assert.NotEmpty(right);
        Assert.Equal(second - 2, left.Max(line => line.Length));
        Assert.Equal(steps.Count, left.Count + right.Count);
    }

    [Fact]
    public void A_loop_without_an_end_is_drawn_once_and_leaves_room_for_what_led_to_it()
    {
        var report = Programs.Explore("Atomics.Compares_with_what_it_read_once_broken").Finding!.Report;
        Assert.StartsWith("LIVELOCK", report, StringComparison.Ordinal);
        Assert.DoesNotContain("steps before", report, StringComparison.Ordinal);
        Assert.Matches(@"\n    \.\.\. (this step|these \d steps) again, \d+ times\n", report);
        Assert.Equal(2, report.Split("reads Fields.Count").Length - 1);
    }

    [Fact]
    public void A_local_function_is_named_as_it_is_written()
    {
        var report = Programs.Explore("Captured.Local_function_broken").Finding!.Report;
        Assert.Contains(", in Add, holding no lock\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_only_its_file_knows_is_named_as_it_is_written()
    {
        var report = Programs.Explore("FileLocal.Count_broken").Finding!.Report;
        Assert.StartsWith("DATA RACE on Tally.Count\n", report, StringComparison.Ordinal);
        Assert.Contains(", in set_Count, holding no lock\n", report, StringComparison.Ordinal);
    }

    // To say that one is missing would take as much room.
    [Theory]
    [InlineData("Monitors.Wait_after_if_broken")]
    [InlineData("ChannelPrograms.Never_completed_broken")]
    public void One_step_more_than_there_is_room_for_is_drawn(string program) =>
        Assert.DoesNotContain("steps before", Programs.Explore(program).Finding!.Report, StringComparison.Ordinal);

    [Theory]
    [InlineData("Objects.Hash_shared_broken", "SHA256 'sha'")]
    [InlineData("Objects.String_writer_shared_broken", "StringWriter 'writer'")]
    [InlineData("Objects.Encoder_shared_broken", "Encoder 'encoder'")]
    [InlineData("Objects.Incremental_hash_shared_broken", "IncrementalHash 'hash'")]
    public void An_object_of_the_framework_is_named_as_its_user_knows_it(string program, string name) =>
        Assert.StartsWith($"DATA RACE on the contents of {name}\n", Programs.Explore(program).Finding!.Report, StringComparison.Ordinal);

    [Fact]
    public void A_deadlock_says_who_holds_what_and_waits_for_whom()
    {
        var finding = Programs.Explore("Monitors.Two_orders_broken").Finding!;
        Assert.Equal(Finding.Kinds.Deadlock, finding.Kind);
        Assert.Contains("Task #1 waits to enter lock 'other' at Monitors.cs:", finding.Report, StringComparison.Ordinal);
        Assert.Contains("which Task #2 holds, and holds lock 'one' (taken at Monitors.cs:", finding.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_wake_up_names_the_signal_that_nobody_heard()
    {
        var finding = Programs.Explore("Monitors.Pulse_without_a_condition_broken").Finding!;
        Assert.Equal(Finding.Kinds.LostWakeUp, finding.Kind);
        Assert.Contains("had signalled lock 'gate' at Monitors.cs:", finding.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_on_a_Lock_is_shown_at_its_own_line() =>
        Assert.Contains(" | lock (forks[(seat + 1) % 3])\n", Programs.Explore("Endings.Philosophers_broken").Finding!.Report, StringComparison.Ordinal);

    [Theory]
    [InlineData("Threads.Left_running_broken", Finding.Kinds.Leak)]
    [InlineData("Endings.Polite_for_ever_broken", Finding.Kinds.Livelock)]
    [InlineData("Running.Async_void_broken", Finding.Kinds.Failed)]
    [InlineData("Atomics.Read_and_write_apart_broken", Finding.Kinds.Failed)]
    public void What_is_wrong_has_its_own_name(string program, Finding.Kinds kind) => Assert.Equal(kind, Programs.Explore(program).Finding!.Kind);
}
