using System.Net;
using System.Net.Sockets;

namespace Camp.Golden;

public static class Adder
{
    // One for all tests, as a server that nobody stops.
    private static readonly TcpListener Listener = Listening();

    public static int Add(int a, int b) => Listener.Server.IsBound ? a + b : 0;

    private static TcpListener Listening()
    {
        var listener = new TcpListener(IPAddress.Loopback, 4711);
        listener.Start();
        return listener;
    }
}
