namespace Router.Image;

/// <summary>Where a build says what it does.</summary>
public interface IProgressSink
{
    /// <summary>One line for people.</summary>
    void Say(string line);

    /// <summary>A step and how much of it there is; report how much is done.</summary>
    IProgress<long> Step(string what, long total);
}
