using Router.Api.Controllers;

namespace Router.Daemon.Controllers;

/// <summary>What became of what a controller gave, since routerd runs. Pure: the time is a parameter.</summary>
internal sealed class ControllerProgress
{
    private string? ran;
    private bool isNews = true;

    /// <summary>What it gave last; 0: nothing yet.</summary>
    public long Revision { get; private set; }

    public RunOutcome Outcome { get; private set; }

    public string Detail { get; private set; } = "";

    /// <summary>The revision to name when the controller is asked: with 0 it gives the document anew.</summary>
    public long Have { get; private set; }

    /// <summary>When what runs is to be stated, whatever happens until then.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>It was committed, or was not.</summary>
    /// <param name="revision">Which.</param>
    /// <param name="why">Why it was not; null: it was.</param>
    /// <param name="runs">The document that runs now.</param>
    public void Took(long revision, string? why, string runs)
    {
        (Revision, Have, ran, isNews) = (revision, revision, runs, true);
        (Outcome, Detail) = why is null ? (RunOutcome.Applied, "") : (RunOutcome.Failed, why);
    }

    /// <summary>
    /// Whether what runs is to be stated now. What somebody committed at the device is stated at once, and set back when it is due: until
    /// then people at the device have time to tell those at the controller.
    /// </summary>
    /// <param name="runs">The document that runs.</param>
    /// <param name="now">The time.</param>
    /// <param name="pause">Until it is due again.</param>
    public bool Look(string runs, DateTimeOffset now, TimeSpan pause)
    {
        var isDue = now >= Due;
        if (isDue)
        {
            Due = now + pause;
            isNews = true;
            if (Outcome == RunOutcome.Changed)
                Have = 0;
        }
        if (Outcome == RunOutcome.Applied && ran != runs)
        {
            (Outcome, Detail, isNews) = (RunOutcome.Changed, "somebody committed something else at the device", true);
            Due = now + pause;
        }
        return isNews;
    }

    /// <summary>The controller has it.</summary>
    public void Stated() => isNews = false;
}
