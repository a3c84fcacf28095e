namespace Router.Mesh.Client;

public enum HubState
{
    /// <summary>Not started, or taken back.</summary>
    Idle,

    /// <summary>A request is on its way; retried with growing pauses.</summary>
    Registering,

    Registered,

    /// <summary>The hub said no; asked again after the longest pause.</summary>
    Refused,
}
