namespace Router.Console.Sessions;

[Flags]
internal enum Mode
{
    Operational = 1,
    Configuration = 2,
    Both = Operational | Configuration,
}
