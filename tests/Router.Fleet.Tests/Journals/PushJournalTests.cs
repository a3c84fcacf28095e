using Router.Fleet.Journals;
using Router.Fleet.Push;

namespace Router.Fleet.Tests.Journals;

public class PushJournalTests
{
    private static readonly string[] Lines =
    [
        new JournalEntry { Version = 1, Id = "x1", By = "anna@desk", What = JournalEvent.Started, At = DateTimeOffset.UnixEpoch }.ToLine(),
        new JournalEntry { What = JournalEvent.Begun, Device = "r1" }.ToLine(),
        JournalEntry.Of(
            new PushReport("r1", DeviceOutcome.Applied, "2 steps") { Generation = 7, Before = "old\n" },
            PushJournal.DigestOf("new\n")).ToLine(),
        new JournalEntry { What = JournalEvent.Begun, Device = "r2" }.ToLine(),
        JournalEntry.Of(new PushReport("r2", DeviceOutcome.Refused, "no"), PushJournal.DigestOf("new\n")).ToLine(),
        new JournalEntry { What = JournalEvent.Begun, Device = "r3" }.ToLine(),
    ];

    [Fact]
    public void Read_AJournal_KnowsWhatIsDone()
    {
        var journal = PushJournal.Read([.. Lines, ""], out var problem)!;
        Assert.Null(problem);
        Assert.Equal(("x1", "anna@desk", false), (journal.Id, journal.By, journal.HasEnded));
        Assert.Equal(["r1", "r2", "r3"], journal.Devices.Order());
        var done = journal.DoneWith("r1", "new\n")!;
        Assert.Equal((DeviceOutcome.Applied, "2 steps", 7, "old\n"), (done.Outcome, done.Detail, done.Generation, done.Before));
        // Another document since, or it fared badly, or it was not done.
        Assert.Null(journal.DoneWith("r1", "newer\n"));
        Assert.Null(journal.DoneWith("r2", "new\n"));
        Assert.Null(journal.DoneWith("r3", "new\n"));
    }

    [Fact]
    public void Read_Ended_UntilItGoesOn()
    {
        string[] ended = [.. Lines, new JournalEntry { What = JournalEvent.Ended }.ToLine()];
        Assert.True(PushJournal.Read(ended, out _)!.HasEnded);
        Assert.False(PushJournal.Read([.. ended, Lines[0]], out _)!.HasEnded);
    }

    /// <summary>A program that is killed while it writes leaves the beginning of a line.</summary>
    [Fact]
    public void Read_EveryTruncation_IsAShorterJournal()
    {
        var text = string.Join('\n', Lines) + "\n";
        for (var length = 0; length <= text.Length; length++)
        {
            var journal = PushJournal.Read(text[..length].Split('\n'), out var problem);
            Assert.Null(problem);
            Assert.Equal(length >= Lines[0].Length, journal is not null);
        }
    }

    [Theory]
    [InlineData("{\"journal\":2,\"id\":\"x\"}", "it is a journal of version 2, and this program knows version 1")]
    [InlineData("{\"journal\":2,\"what\":\"Leapt\",\"at\":[1]}", "it is a journal of version 2, and this program knows version 1")]
    [InlineData("rubbish\n{}", "line 1 is not a journal's")]
    [InlineData("{\"id\":\"x\"}\n{}", "line 1 is not a journal's")]
    public void Read_OtherText_SaysWhatItIs(string text, string message)
    {
        Assert.Null(PushJournal.Read(text.Split('\n'), out var problem));
        Assert.Equal(message, problem);
    }

    [Fact]
    public void Read_DamageInTheMiddle_IsTold()
    {
        Assert.Null(PushJournal.Read([Lines[0], Lines[1], "{\"what\":", Lines[2]], out var problem));
        Assert.Equal("line 3 is not a journal's", problem);
    }
}
