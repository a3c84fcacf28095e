namespace Router.Core.State;

/// <summary>
/// Something that is wanted and cannot be yet, without anything being wrong: <paramref name="Subject"/> in the words of a plan
/// (<c>route 10.0.0.0/8 via 100.64.0.1 dev eth0</c>), <paramref name="Reason"/> what it waits for. A plan has no step for it; it
/// comes by itself when it can be.
/// </summary>
public readonly record struct Waiting(string Subject, string Reason)
{
    public override string ToString() => $"{Subject} waits: {Reason}";
}
