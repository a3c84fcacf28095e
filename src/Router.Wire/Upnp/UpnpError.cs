namespace Router.Wire.Upnp;

/// <summary>Of the architecture (400 to 606) and of WANIPConnection; their names are what clients are told.</summary>
public enum UpnpError
{
    None,
    InvalidAction = 401,
    InvalidArgs = 402,
    ActionFailed = 501,
    ArgumentValueInvalid = 600,
    ActionNotAuthorized = 606,
    SpecifiedArrayIndexInvalid = 713,
    NoSuchEntryInArray = 714,
    ConflictInMappingEntry = 718,
    RemoteHostOnlySupportsWildcard = 726,
    NoPortMapsAvailable = 728,
}
