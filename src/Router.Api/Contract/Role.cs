namespace Router.Api.Contract;

/// <summary>The roles that may ask something, each with all that those above it may.</summary>
public enum Role
{
    /// <summary>May look.</summary>
    View,

    /// <summary>May look, ping, trace, capture and restart services.</summary>
    Operate,

    /// <summary>May change the router.</summary>
    Admin,
}
