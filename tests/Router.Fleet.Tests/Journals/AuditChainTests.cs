using Router.Fleet.Journals;

namespace Router.Fleet.Tests.Journals;

public class AuditChainTests
{
    private static readonly List<string> Lines = Make(5);

    [Fact]
    public void Verify_OfWhatWasWritten_Holds()
    {
        var found = AuditChain.Verify(Lines);
        Assert.Equal((5, null, AuditChain.HashIn(Lines[^1])), (found.Entries.Count, found.BrokenAt, found.Head));
        Assert.Equal((0, AuditChain.Start), (AuditChain.Verify([]).Entries.Count, AuditChain.Verify([]).Head));
    }

    [Fact]
    public void Verify_OfALineThatWasTakenOutMovedOrPutIn_BreaksThere()
    {
        for (var at = 0; at < Lines.Count - 1; at++)
        {
            List<string> without = [.. Lines];
            without.RemoveAt(at);
            Assert.Equal(at + 1, AuditChain.Verify(without).BrokenAt);
            List<string> moved = [.. Lines];
            (moved[at], moved[at + 1]) = (moved[at + 1], moved[at]);
            Assert.Equal(at + 1, AuditChain.Verify(moved).BrokenAt);
            List<string> twice = [.. Lines];
            twice.Insert(at, Lines[at]);
            Assert.Equal(at + 2, AuditChain.Verify(twice).BrokenAt);
        }
    }

    [Fact]
    public void Verify_OfAChangedCharacter_BreaksThere()
    {
        for (var at = 0; at < Lines[2].Length; at++)
        {
            List<string> changed = [.. Lines];
            changed[2] = $"{Lines[2][..at]}{(char)(Lines[2][at] ^ 1)}{Lines[2][(at + 1)..]}";
            Assert.Equal(3, AuditChain.Verify(changed).BrokenAt);
        }
    }

    private static List<string> Make(int count)
    {
        List<string> lines = [];
        for (var at = 0; at < count; at++)
        {
            var entry = new AuditEntry(DateTimeOffset.UnixEpoch.AddMinutes(at), "anna@desk", "push", [$"r{at}"], "1 applied");
            lines.Add(AuditChain.Line(at == 0 ? AuditChain.Start : AuditChain.HashIn(lines[^1])!, entry));
        }
        return lines;
    }
}
