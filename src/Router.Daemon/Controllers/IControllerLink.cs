namespace Router.Daemon.Controllers;

/// <summary>
/// The wire to a controller. Each call is a connection of its own, so that an answer shows that the controller is reached now.
/// </summary>
internal interface IControllerLink
{
    /// <exception cref="ControllerException">It was not reached, or is somebody else.</exception>
    Task<ControllerAnswer> AskAsync(ControllerCall call, CancellationToken stopping);
}

/// <param name="Url">Of the controller.</param>
/// <param name="Path">What is asked, from the slash on.</param>
/// <param name="Body">JSON; null: it is a GET.</param>
/// <param name="Authority">Who has to have signed the controller's certificate (PEM).</param>
/// <param name="Identity">Private key and certificate (PEM); null: there is none yet.</param>
/// <param name="Within">No answer takes longer.</param>
internal sealed record ControllerCall(string Url, string Path, string? Body, string Authority, string? Identity, TimeSpan Within)
{
    // A key is in it.
    public override string ToString() => $"ControllerCall {{ {Url}{Path} }}";
}

/// <param name="Status">Of HTTP.</param>
/// <param name="Body">As text.</param>
internal sealed record ControllerAnswer(int Status, string Body);

/// <summary>A controller was not reached, or does not do what was asked.</summary>
internal sealed class ControllerException(string message) : Exception(message);
