namespace Router.Mesh.Client;

public enum HubState
{
    /// <summary>Not started, or taken back.</summary>
    Idle,

    /// <summary>Its name leads nowhere yet.</summary>
    Resolving,

    /// <summary>IPsec is being brought up.</summary>
    Securing,

    /// <summary>A request is on its way; retried with growing pauses.</summary>
    Registering,

    Registered,

    /// <summary>Registered, but three renewals in a row were not answered: another hub is preferred.</summary>
    Silent,

    /// <summary>The hub said no; asked again with growing pauses.</summary>
    Refused,
}
