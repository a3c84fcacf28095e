using Router.Fleet.Push;

namespace Router.Fleet.Rollouts;

/// <summary>Hears how a rollout goes, from any thread.</summary>
public interface IRolloutWatch<in TReport>
    where TReport : DeviceReport
{
    /// <param name="number">From 1.</param>
    /// <param name="of">How many there are.</param>
    /// <param name="devices">How many it has.</param>
    void Wave(int number, int of, int devices);

    void Done(TReport report);

    void Pauses(TimeSpan time);

    /// <summary>No other device is begun.</summary>
    void Halts(string why);
}

/// <summary>Hears of the reports alone.</summary>
public sealed class ReportWatch<TReport>(Action<TReport> done) : IRolloutWatch<TReport>
    where TReport : DeviceReport
{
    public void Wave(int number, int of, int devices)
    {
    }

    public void Done(TReport report) => done(report);

    public void Pauses(TimeSpan time)
    {
    }

    public void Halts(string why)
    {
    }
}
