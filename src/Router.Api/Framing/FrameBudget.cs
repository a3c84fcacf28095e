namespace Router.Api.Framing;

/// <summary>How many bytes of unfinished frames all connections may hold together.</summary>
internal sealed class FrameBudget(long most)
{
    private long taken;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= most)
            return true;
        Interlocked.Add(ref taken, -bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref taken, -bytes);
}
